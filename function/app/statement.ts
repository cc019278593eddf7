import { existsSync, readFileSync } from 'node:fs';
import { messageOf, UsageError } from '../core/errors.ts';
import { tableNames } from '../schema/tables.ts';
import { readViews } from '../sql/views.ts';

/** The SQL behind what a person typed: a table or view, a file, or a statement as it stands. */
export function toStatement(text: string): string {
  const relations = [...tableNames, ...readViews().map(({ name }) => name)];
  if (relations.includes(text)) return `SELECT * FROM {{dataset}}.${text}`;
  if (text.endsWith('.sql')) {
    if (!existsSync(text)) throw new UsageError(`There is no file "${text}": expected a file with one SQL statement`);
    return readStatement(text);
  }
  if (/\s/.test(text.trim())) return text;
  throw new UsageError(`Cannot query "${text}": expected one of ${relations.join(', ')}, a .sql file, or a statement`);
}

function readStatement(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`Cannot read "${file}": expected a file with one SQL statement (${messageOf(error)})`);
  }
}
