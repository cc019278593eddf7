import type { Column } from '../../function/schema/column.ts';
import { type TableName, tables } from '../../function/schema/tables.ts';

/**
 * What BigQuery counts for a row, before it packs it: https://docs.cloud.google.com/bigquery/docs/reference/standard-sql/data-types#data_type_sizes
 */
export function logicalBytes(table: TableName, row: Readonly<Record<string, unknown>>): number {
  const columns: readonly (readonly [string, Column])[] = Object.entries(tables[table].columns);
  return columns.reduce((sum, [name, { type }]) => sum + bytesOf(type, row[name] ?? null), 0);
}

function bytesOf(type: Column['type'], value: unknown): number {
  if (value === null) return 0;
  switch (type) {
    case 'STRING':
      return 2 + Buffer.byteLength(String(value));
    case 'BOOL':
      return 1;
    case 'DATE':
    case 'INT64':
    case 'TIMESTAMP':
      return 8;
  }
}

/** The same for some columns of all rows of a table, as DuckDB's SQL. */
export function logicalBytesSql(table: TableName, columns: readonly string[]): string {
  const all: Readonly<Record<string, Column>> = tables[table].columns;
  return columns
    .map((name) => {
      const type = all[name]?.type;
      if (type === undefined) throw new Error(`There is no column ${table}.${name}`);
      const bytes = type === 'STRING' ? `2 + octet_length(encode(${name}))` : String(bytesOf(type, 0));
      return `CASE WHEN ${name} IS NULL THEN 0 ELSE ${bytes} END`;
    })
    .join(' + ');
}
