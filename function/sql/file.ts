import { readdirSync, readFileSync } from 'node:fs';

/** One file of SQL: a SELECT with `{{dataset}}` where the tables are. */
export interface SqlFile {
  readonly name: string;
  /** What one row is: the first line of the file. */
  readonly description: string;
  readonly sql: string;
}

/** The files of a folder beside this one, by name. */
export function readSqlFiles(folder: 'views' | 'functions' | 'checks'): readonly SqlFile[] {
  const location = new URL(`${folder}/`, import.meta.url);
  const files = readdirSync(location).filter((file) => file.endsWith('.sql'));
  return files.toSorted().map((file) => {
    const sql = readFileSync(new URL(file, location), 'utf8');
    const [, description] = /^-- (.+)\n/.exec(sql) ?? [];
    if (description === undefined) {
      throw new Error(`Cannot read ${folder}/${file}: expected a first line that says what a row is`);
    }
    return { name: file.replace(/\.sql$/, ''), description, sql };
  });
}
