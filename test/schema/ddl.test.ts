import { describe, expect, test } from 'vitest';
import { columnsDdl } from '../../function/schema/ddl.ts';
import { tableNames, tables } from '../../function/schema/tables.ts';

describe('columnsDdl()', () => {
  test('writes a column with its type, and NOT NULL unless it may be null', () => {
    const columns = {
      article: { type: 'STRING', description: 'A title.' },
      page_id: { type: 'INT64', description: 'Its id.', nullable: true },
    } as const;
    expect(columnsDdl({ description: '', key: [], columns })).toEqual(['article STRING NOT NULL', 'page_id INT64']);
  });
});

describe.each(tableNames)('tables describes %s', (name) => {
  const table = tables[name];
  const names = Object.keys(table.columns);

  test('with a sentence for itself and for every column', () => {
    const descriptions = [table.description, ...Object.values(table.columns).map(({ description }) => description)];
    for (const description of descriptions) expect(description).toMatch(/^[A-Za-z0-9].{8,}\.$/);
  });

  test('with a key, a partition and clusters that are its own columns', () => {
    expect(names).toEqual(expect.arrayContaining([...table.key, table.partitionedBy, ...table.clusteredBy]));
    expect(table.key).toEqual(expect.arrayContaining(['project', 'view_date']));
    expect(table.partitionedBy).toBe('view_date');
  });
});
