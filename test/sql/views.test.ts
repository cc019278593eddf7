import { beforeAll, describe, expect, test } from 'vitest';
import { inOrderOfReading, readViews } from '../../function/sql/views.ts';
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { duckDbType } from '../support/duckdb-type.ts';
import { type Analyser, startAnalyser } from '../support/googlesql/analyser.ts';
import { analyserProgram, notForPlatform } from '../support/googlesql/platform.ts';

const views = readViews();
const isThere = analyserProgram !== undefined;

test('views come behind those that they read', () => {
  const view = (name: string, ...read: readonly string[]) => ({
    name,
    sql: read.map((it) => `{{dataset}}.${it}`).join(),
  });
  const ordered = inOrderOfReading([view('a', 'b', 'table'), view('b', 'c_d'), view('c', 'b'), view('c_d')]);
  expect(ordered.map(({ name }) => name)).toEqual(['c_d', 'b', 'a', 'c']);
  expect(() => inOrderOfReading([view('a', 'b'), view('b', 'a'), view('c')])).toThrow('read one another: a, b');
});

describe.skipIf(!isThere)(isThere ? 'BigQuery and DuckDB' : notForPlatform, () => {
  let analyser: Analyser;
  let duckDb: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    duckDb = await columnsInDuckDb();
    // Type-checks every view: there is no analyser when one of them is none for BigQuery.
    analyser = await startAnalyser();
    return () => analyser[Symbol.asyncDispose]();
  });

  test('have the same views', () => {
    expect(new Set(duckDb.keys())).toEqual(new Set(views.map(({ name }) => name)));
  });

  test.each(views)('see the same columns in $name', async ({ name }) => {
    const columns = await analyser.analyse(`SELECT * FROM {{dataset}}.${name}`);
    expect(columns.map((column) => `${column.name} ${duckDbType(column.type)}`)).toEqual(duckDb.get(name));
  });

  test.each(views)('find $name as it is described', async ({ name, columns }) => {
    const seen = await analyser.analyse(`SELECT * FROM {{dataset}}.${name}`);
    const described = Object.entries(columns).map(([column, { type }]) => ({ name: column, type }));
    expect(seen).toEqual(described);
  });
});

/** The columns of each view as `name TYPE`. */
async function columnsInDuckDb(): Promise<ReadonlyMap<string, readonly string[]>> {
  const warehouse = await openDuckDb(':memory:', 'write');
  const { rows } = await warehouse.query(`
    SELECT view_name, column_name || ' ' || data_type AS typed_column
    FROM duckdb_views() JOIN duckdb_columns() ON table_oid = view_oid
    WHERE NOT duckdb_views.internal
    ORDER BY view_name, column_index`);
  await warehouse.close();
  const byView = Map.groupBy(rows, ([view]) => String(view));
  return new Map([...byView].map(([view, ofView]) => [view, ofView.map(([, column]) => String(column))]));
}
