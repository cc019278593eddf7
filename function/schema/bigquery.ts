import type { Table } from './column.ts';

/** A column as BigQuery's API and Terraform describe it. */
export interface BigQueryField {
  readonly name: string;
  readonly type: string;
  readonly mode: 'REQUIRED' | 'NULLABLE';
  readonly description: string;
}

/** Its columns as BigQuery describes a schema. */
export function bigQueryFields(table: Table): readonly BigQueryField[] {
  return Object.entries(table.columns).map(([name, { type, nullable, description }]) => ({
    name,
    type,
    mode: nullable === true ? 'NULLABLE' : 'REQUIRED',
    description,
  }));
}
