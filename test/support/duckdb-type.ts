/** DuckDB's names for BigQuery's types, as far as both hold the same values. */
const names: Readonly<Record<string, string>> = {
  BOOL: 'BOOLEAN',
  DATE: 'DATE',
  FLOAT64: 'DOUBLE',
  INT64: 'BIGINT',
  STRING: 'VARCHAR',
  TIMESTAMP: 'TIMESTAMP',
};

/** The type as DuckDB names it. */
export function duckDbType(type: string): string {
  const element = /^ARRAY<(.+)>$/.exec(type)?.[1];
  if (element !== undefined) return `${duckDbType(element)}[]`;
  return names[type] ?? `of no type that DuckDB shares with ${type}`;
}
