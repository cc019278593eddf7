import Type from 'typebox';
import { expect, test } from 'vitest';
import { parserOf } from '../../function/core/shape.ts';
import { openInMemory } from '../support/in-memory.ts';
import { readLists } from './answers/lists.ts';

/** The view, and the table of which it needs one day only. */
test.each([
  ['wiki_data_normal', 'top_articles'],
  ['wiki_data_normal', 'article_categories'],
  ['listed_pages', 'top_articles'],
  ['page_days', 'top_articles'],
  ['observed_days', 'top_articles'],
  ['daily_top', 'top_articles'],
  ['trending', 'top_articles'],
  ['suspects', 'top_articles'],
  ['category_trends', 'top_articles'],
  ['category_trends', 'article_categories'],
])('%s of a day reads that day of %s only, at least once', async (view, table) => {
  await using warehouse = await openInMemory();
  await warehouse.commit(readLists());
  const asked = `EXPLAIN (FORMAT json) SELECT * FROM ${view} WHERE view_date = DATE '2026-09-02'`;
  const { rows } = await warehouse.query(asked);
  const scans = scansIn(JSON.parse(String(rows[0]?.[1])));
  expect(scans.filter((scan) => scan.includes(`.${table} `) && scan.includes("view_date='2026-09-02'"))).not.toEqual(
    [],
  );
});

test('listed_pages of a page reads that page only', async () => {
  await using warehouse = await openInMemory();
  await warehouse.commit(readLists());
  const { rows } = await warehouse.query('EXPLAIN (FORMAT json) SELECT * FROM listed_pages WHERE page_id = 7');
  const scans = scansIn(JSON.parse(String(rows[0]?.[1])));
  expect(scans.filter((scan) => !scan.includes('page_id=7'))).toEqual([]);
  expect(scans).toHaveLength(1);
});

test('range_top reads no day beyond its range', async () => {
  await using warehouse = await openInMemory();
  await warehouse.commit(readLists());
  const asked = "EXPLAIN (FORMAT json) SELECT * FROM range_top(DATE '2026-09-02', DATE '2026-09-04')";
  const { rows } = await warehouse.query(asked);
  const scans = scansIn(JSON.parse(String(rows[0]?.[1])));
  expect(scans.length).toBeGreaterThan(1);
  expect(scans.filter((scan) => !scan.includes("view_date>='2026-09-02'"))).toEqual([]);
  expect(scans.filter((scan) => !scan.includes("view_date<='2026-09-04'"))).toEqual([]);
});

/** Each scan of a plan as `table filters`. */
function scansIn(plan: unknown): readonly string[] {
  const nodes = parsePlan(plan, (problem) => new Error(`Cannot read DuckDB's plan: ${problem}`));
  return nodes.flatMap(({ extra_info: info, children }) => [
    ...(info.Table === undefined ? [] : [`${info.Table} ${JSON.stringify(info.Filters ?? '')}`]),
    ...scansIn(children),
  ]);
}

const parsePlan = parserOf(
  Type.Array(
    Type.Object({
      extra_info: Type.Object({ Table: Type.Optional(Type.String()), Filters: Type.Optional(Type.Unknown()) }),
      children: Type.Array(Type.Unknown()),
    }),
  ),
);
