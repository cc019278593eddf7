import { beforeAll, describe, expect, test } from 'vitest';
import { readViews } from '../../function/sql/views.ts';
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { type Analyser, startAnalyser } from '../support/googlesql/analyser.ts';
import { analyserProgram, notForPlatform } from '../support/googlesql/platform.ts';

/** DuckDB's names for BigQuery's types, as far as both hold the same values. */
const inDuckDb: Readonly<Record<string, string>> = {
  BOOL: 'BOOLEAN',
  DATE: 'DATE',
  FLOAT64: 'DOUBLE',
  INT64: 'BIGINT',
  STRING: 'VARCHAR',
  TIMESTAMP: 'TIMESTAMP',
};

const views = readViews();
const isThere = analyserProgram !== undefined;

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

function duckDbType(type: string): string {
  const element = /^ARRAY<(.+)>$/.exec(type)?.[1];
  if (element !== undefined) return `${duckDbType(element)}[]`;
  return inDuckDb[type] ?? `of no type that DuckDB shares with ${type}`;
}
