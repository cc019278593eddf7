import type { Table } from './column.ts';

/** Its columns as DuckDB's DDL writes them: the BigQuery type names are valid there. */
export function columnsDdl(table: Table): readonly string[] {
  return Object.entries(table.columns).map(
    ([name, { type, nullable }]) => `${name} ${type}${nullable === true ? '' : ' NOT NULL'}`,
  );
}
