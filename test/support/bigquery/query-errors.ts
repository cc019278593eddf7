import { invalidQuery, JobError } from './errors.ts';

/**
 * The error of a statement that DuckDB refused, in BigQuery's words where those are known. Anything that is not
 * DuckDB's is returned as it is.
 */
export function queryError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const [, kind, problem] = /^(?:TransactionContext Error: )?([A-Za-z ]+) Error: ([^\n]*)/.exec(error.message) ?? [];
  if (kind === undefined || problem === undefined || kind === 'INTERNAL' || kind === 'FATAL') return error;
  for (const [pattern, message] of WORDS) {
    if (pattern.test(problem)) return invalidQuery(problem.replace(pattern, message));
  }
  return invalidQuery(problem);
}

/** Whether a commit failed because somebody else changed or dropped what it changed. */
export function isConflict(error: unknown): boolean {
  return error instanceof Error && /transaction conflict|conflict on|write-write conflict/i.test(error.message);
}

/** The error as the job of a script shows it: with the place of the statement. */
export function inScript(error: unknown, at: string): unknown {
  // Who stopped a job did not do so at a place.
  if (!(error instanceof JobError) || error.result.reason === 'stopped') return error;
  const { reason, message } = error.result;
  const placed = /at \[\d+:\d+\]$/.test(message) ? message : `${message} at ${at}`;
  return new JobError({ ...error.result, message: reason === 'invalidQuery' ? `Query error: ${placed}` : placed });
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^NOT NULL constraint failed: .*\.([^.]+)$/, 'Required field $1 cannot be null'],
  [/^syntax error at or near "(.*)"$/, 'Syntax error: Unexpected "$1"'],
  [/^syntax error at end of input$/, 'Syntax error: Unexpected end of statement'],
  [/^Referenced column "([^"]*)" .*$/, 'Unrecognized name: $1'],
  [/^(?:Scalar|Aggregate|Table) Function with name (\w+) does not exist!$/, 'Function not found: $1'],
];
