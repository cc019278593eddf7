import type { Columns, ResultType } from '../schema/column.ts';
import { views } from '../schema/views.ts';
import { readSqlFiles, type SqlFile } from './file.ts';

export interface View extends SqlFile {
  readonly columns: Columns<ResultType>;
}

/** The views, each from the file of its name and behind those that it reads. */
export function readViews(): readonly View[] {
  const described = new Map(Object.entries<Columns<ResultType>>(views));
  const all = readSqlFiles('views').map((file) => {
    const columns = described.get(file.name);
    if (columns === undefined) {
      throw new Error(`Cannot read the view ${file.name}: expected its columns in schema/views.ts`);
    }
    return { ...file, columns };
  });
  return inOrderOfReading(all);
}

/** Throws an Error for views that read one another in a circle. */
export function inOrderOfReading<View extends Pick<SqlFile, 'name' | 'sql'>>(views: readonly View[]): readonly View[] {
  const ordered: View[] = [];
  const left = new Set(views);
  while (left.size > 0) {
    const ready = [...left].filter((view) => ![...left].some((other) => other !== view && reads(view, other)));
    if (ready.length === 0) throw new Error(`Views read one another: ${[...left].map(({ name }) => name).join(', ')}`);
    ordered.push(...ready);
    for (const view of ready) left.delete(view);
  }
  return ordered;
}

/** Whether a query names a table or a view. */
export function reads({ sql }: Pick<SqlFile, 'sql'>, { name }: Pick<SqlFile, 'name'>): boolean {
  return new RegExp(`\\{\\{dataset\\}\\}\\.${name}\\b`).test(sql);
}

export function inDataset(sql: string, dataset: string): string {
  return sql.replaceAll('{{dataset}}', dataset);
}
