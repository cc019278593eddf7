import type { ColumnType } from '../../schema/column.ts';

export type Value = string | number | boolean | null;

/**
 * A value as GoogleSQL writes it. The escapes of JSON are all among GoogleSQL's:
 * https://docs.cloud.google.com/bigquery/docs/reference/standard-sql/lexical#escape_sequences
 */
export function literal(type: ColumnType, value: Value): string {
  if (value === null) return 'NULL';
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
