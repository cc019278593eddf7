import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cell } from '../../../function/core/warehouse.ts';
import { readTableFunctions } from '../../../function/sql/table-functions.ts';
import { readViews } from '../../../function/sql/views.ts';
import type { DuckDbWarehouse } from '../../../function/warehouses/duckdb/warehouse.ts';
import { openInMemory } from '../../support/in-memory.ts';
import { readLists } from './lists.ts';

describe('over the days of lists.txt', () => {
  let warehouse: DuckDbWarehouse;

  beforeAll(async () => {
    warehouse = await openInMemory();
    // Any order of loading will do.
    await warehouse.commit(readLists().toReversed());
  });

  afterAll(() => warehouse.close());

  test.each([
    'wiki_data_normal',
    'observed_days',
    'page_days',
    'daily_top',
    'trending',
    'category_trends',
    'suspects',
    'range_top',
    'range_top_of_a_day',
  ])('%s is what is written beside this test', async (name) => {
    const [from = '', head = '', ...rows] = expectedLines(name);
    const { columns, rows: found } = await warehouse.query(`SELECT ${head} FROM ${from}`);
    expect(columns).toEqual(head.split(', '));
    expect(found.map(textOf)).toEqual(rows);
  });
});

test.each([
  ...readViews().map(({ name }) => name),
  ...readTableFunctions().map(({ name }) => `${name}(DATE '2026-09-01', DATE '2026-09-30')`),
])('%s is empty without days, and does not fail', async (relation) => {
  await using warehouse = await openInMemory();
  expect((await warehouse.query(`SELECT * FROM ${relation}`)).rows).toEqual([]);
});

/** What is selected from, the columns, and the rows. */
function expectedLines(name: string): readonly string[] {
  const text = readFileSync(new URL(`${name}.txt`, import.meta.url), 'utf8');
  return text.trimEnd().split('\n');
}

function textOf(row: readonly Cell[]): string {
  return row
    .map((cell) => (typeof cell === 'number' ? String(Math.round(cell * 1000) / 1000) : String(cell)))
    .join(' | ');
}
