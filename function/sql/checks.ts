import { readSqlFiles, type SqlFile } from './file.ts';

/** The checks, each from the file of its name: queries with the columns of `checkColumns`, whose rows are violations. */
export function readChecks(): readonly SqlFile[] {
  return readSqlFiles('checks');
}
