import { existsSync, readFileSync } from 'node:fs';
import { messageOf, UsageError } from '../core/errors.ts';
import { isNarrowed, type Narrowing, type Question, toQuestion } from './question.ts';
import { type Relation, relations } from './relation.ts';

/** What a person asked for: a table, view or table function, a file, or a statement as it stands. */
export function toStatement(text: string, narrowing: Narrowing): Question {
  const named = relations.find(({ name }) => name === text);
  if (named !== undefined) return toQuestion(named, narrowing);
  if (isNarrowed(narrowing)) {
    throw new UsageError(
      `Cannot narrow "${text}" down: --project and --limit are for ${namesOf(relations)}; --date, --start and --end ` +
        `for all of them but ${namesOf(relations.filter(({ isByDay }) => !isByDay))}`,
    );
  }
  if (text.endsWith('.sql')) {
    if (!existsSync(text)) throw new UsageError(`There is no file "${text}": expected a file with one SQL statement`);
    return { sql: readStatement(text), range: null };
  }
  if (/\s/.test(text.trim())) return { sql: text, range: null };
  throw new UsageError(`Cannot query "${text}": expected one of ${namesOf(relations)}, a .sql file, or a statement`);
}

function namesOf(some: readonly Relation[]): string {
  return some.map(({ name }) => name).join(', ');
}

function readStatement(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`Cannot read "${file}": expected a file with one SQL statement (${messageOf(error)})`);
  }
}
