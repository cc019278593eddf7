import type { ColumnType } from '../../schema/column.ts';

export type Value = string | number | boolean | null;

/**
 * A value as GoogleSQL writes it. The escapes of JSON are all among GoogleSQL's:
 * https://docs.cloud.google.com/bigquery/docs/reference/standard-sql/lexical#escape_sequences
 */
export function literal(type: ColumnType, value: Value): string {
  // In a SELECT a mere NULL would be taken for a number.
  if (value === null) return `CAST(NULL AS ${type})`;
  switch (type) {
    case 'STRING':
      return JSON.stringify(String(value).toWellFormed());
    case 'DATE':
    case 'TIMESTAMP':
      return `${type} ${JSON.stringify(value)}`;
    case 'INT64':
    case 'BOOL':
      return String(value);
  }
}
