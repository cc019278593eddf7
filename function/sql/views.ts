import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('views/', import.meta.url);

export interface View {
  readonly name: string;
  /** A SELECT with `{{dataset}}` where the tables are. */
  readonly sql: string;
}

/** The views, each from the file of its name. */
export function readViews(): readonly View[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.toSorted().map((file) => ({
    name: file.replace(/\.sql$/, ''),
    sql: readFileSync(new URL(file, folder), 'utf8'),
  }));
}

export function inDataset(sql: string, dataset: string): string {
  return sql.replaceAll('{{dataset}}', dataset);
}
