import type { Columns, ResultType } from './column.ts';

/** A column as BigQuery's API and Terraform describe it. */
export interface BigQueryField {
  readonly name: string;
  readonly type: string;
  readonly mode: 'REQUIRED' | 'NULLABLE';
  readonly description: string;
}

/** Columns as BigQuery describes a schema. */
export function bigQueryFields(columns: Columns<ResultType>): readonly BigQueryField[] {
  return Object.entries(columns).map(([name, { type, nullable, description }]) => ({
    name,
    type,
    mode: nullable === true ? 'NULLABLE' : 'REQUIRED',
    description,
  }));
}
