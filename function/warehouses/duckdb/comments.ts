import type { Columns } from '../../schema/column.ts';
import { tableNames, tables } from '../../schema/tables.ts';
import { readTableFunctions } from '../../sql/table-functions.ts';
import { readViews } from '../../sql/views.ts';
import { dataset } from './dataset.ts';

/** One script that describes every table, view and column where DuckDB's own catalogue shows it, and each function. */
export function commentDdl(): string {
  return [
    // One transaction: it is written to the file once, not for each comment.
    'BEGIN TRANSACTION',
    ...tableNames.flatMap((name) => describe('TABLE', name, tables[name])),
    ...readViews().flatMap((view) => describe('VIEW', view.name, view)),
    ...readTableFunctions().map(({ name, description }) => comment('MACRO TABLE', name, description)),
    'COMMIT',
  ].join(';\n');
}

interface Relation {
  readonly description: string;
  readonly columns: Columns<string>;
}

function describe(kind: string, name: string, { description, columns }: Relation): readonly string[] {
  return [
    comment(kind, name, description),
    ...Object.entries(columns).map(([column, { description: text }]) => comment('COLUMN', `${name}.${column}`, text)),
  ];
}

function comment(kind: string, name: string, description: string): string {
  return `COMMENT ON ${kind} ${dataset}.${name} IS '${description.replaceAll("'", "''")}'`;
}
