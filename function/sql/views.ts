import { readdirSync, readFileSync } from 'node:fs';
import type { Columns, ResultType } from '../schema/column.ts';
import { views } from '../schema/views.ts';

const folder = new URL('views/', import.meta.url);

export interface View {
  readonly name: string;
  /** What one row is: the first line of its file. */
  readonly description: string;
  readonly columns: Columns<ResultType>;
  /** A SELECT with `{{dataset}}` where the tables are. */
  readonly sql: string;
}

/** The views, each from the file of its name. */
export function readViews(): readonly View[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.toSorted().map((file) => readView(file.replace(/\.sql$/, '')));
}

function readView(name: string): View {
  const sql = readFileSync(new URL(`${name}.sql`, folder), 'utf8');
  const [, description] = /^-- (.+)\n/.exec(sql) ?? [];
  if (description === undefined)
    throw new Error(`Cannot read the view ${name}: expected a first line that says what a row is`);
  const columns = Object.entries<Columns<ResultType>>(views).find(([described]) => described === name)?.[1];
  if (columns === undefined) throw new Error(`Cannot read the view ${name}: expected its columns in schema/views.ts`);
  return { name, description, columns, sql };
}

export function inDataset(sql: string, dataset: string): string {
  return sql.replaceAll('{{dataset}}', dataset);
}
