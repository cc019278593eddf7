import { expect, test } from 'vitest';
import type { Columns } from '../../function/schema/column.ts';
import { tables } from '../../function/schema/tables.ts';
import { readTableFunctions } from '../../function/sql/table-functions.ts';
import { readViews } from '../../function/sql/views.ts';
import { openInMemory } from '../support/in-memory.ts';

interface Described {
  readonly name: string;
  readonly description: string;
  readonly columns: Columns<string>;
}

const relations: readonly Described[] = [
  ...Object.entries(tables).map(([name, { description, columns }]) => ({ name, description, columns })),
  ...readViews(),
];

test('TABLES.md describes every table, view and table function, column by column, as the schema does', async () => {
  const text = [
    '# Tables',
    'Every table, view and table function with every column, in the order of its columns.',
    '## Tables and views',
    ...relations.flatMap(({ name, description, columns }) => [`### ${name}`, description, markdownOf(columns)]),
    '## Table functions',
    ...readTableFunctions().flatMap(({ name, description, parameters, columns }) => {
      const given = Object.entries(parameters).map(([parameter, { type }]) => `${parameter} ${type}`);
      return [`### ${name}(${given.join(', ')})`, description, markdownOf(columns)];
    }),
  ];
  await expect(`${text.join('\n\n')}\n`).toMatchFileSnapshot('../../TABLES.md');
});

test('a DuckDB file describes its tables, views and columns itself', async () => {
  await using warehouse = await openInMemory();
  const { rows } = await warehouse.query(`SELECT table_name, column_name, comment FROM duckdb_columns()
    WHERE schema_name = 'main' AND NOT internal ORDER BY table_name, column_index`);
  const described = relations.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  expect(rows).toEqual(
    described.flatMap(({ name, columns }) =>
      Object.entries(columns).map(([column, { description }]) => [name, column, description]),
    ),
  );
  const held = await warehouse.query(`SELECT table_name AS name, comment FROM duckdb_tables() WHERE NOT internal
    UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY name`);
  expect(held.rows).toEqual(described.map(({ name, description }) => [name, description]));
});

function markdownOf(columns: Columns<string>): string {
  const rows = Object.entries(columns).map(([name, { type, nullable, description }]) => {
    return `| \`${name}\` | ${type} | ${nullable === true ? 'yes' : 'no'} | ${description.replaceAll('|', '\\|')} |`;
  });
  return ['| column | type | null | |', '|---|---|---|---|', ...rows].join('\n');
}
