import { existsSync, readFileSync } from 'node:fs';
import { messageOf, UsageError } from '../core/errors.ts';
import { tableNames } from '../schema/tables.ts';
import { readTableFunctions } from '../sql/table-functions.ts';
import { readViews } from '../sql/views.ts';
import { isNarrowed, type Narrowing, toQuestion } from './question.ts';

/** The SQL behind what a person typed: a table, view or table function, a file, or a statement as it stands. */
export function toStatement(text: string, narrowing: Narrowing): string {
  const named = [...readViews(), ...readTableFunctions()].map(({ name }) => name);
  const relations = [...tableNames, ...named];
  if (relations.includes(text)) return toQuestion(text, narrowing);
  if (isNarrowed(narrowing)) {
    throw new UsageError(
      `Cannot narrow "${text}" down: --date, --start, --end, --project and --limit are for ${relations.join(', ')}`,
    );
  }
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
