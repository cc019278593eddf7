import { FailedError, messageOf, UnavailableError, UsageError, WikitrendsError } from '../../core/errors.ts';

/** The error for a file that does not open. */
export function openingError(path: string, error: unknown): WikitrendsError {
  if (error instanceof WikitrendsError) return error;
  const message = firstLineOf(error);
  if (/set lock|being used by another process/i.test(message)) {
    return new UnavailableError(`The warehouse ${path} is in use by another process: try again when it is done`, {
      cause: error,
    });
  }
  if (/not a valid DuckDB database|\bolder\b|\bnewer\b|\bversion\b/i.test(message)) {
    return new UsageError(
      `Cannot open the warehouse ${path}: it is not a DuckDB database of this version (${message})`,
      {
        cause: error,
      },
    );
  }
  if (/cannot open|permission|directory|already exists|read-only|cannot create/i.test(message)) {
    return new UsageError(
      `Cannot open the warehouse ${path}: expected a file that can be read and written (${message})`,
      {
        cause: error,
      },
    );
  }
  return new FailedError(`Cannot open the warehouse ${path}: ${message}`, { cause: error });
}

/** The error for a statement that does not run: its author's, when DuckDB cannot make sense of it. */
export function statementError(path: string, error: unknown): WikitrendsError {
  if (error instanceof WikitrendsError) return error;
  const message = messageOf(error).trim();
  if (/^(Parser|Binder|Catalog) Error/.test(message)) {
    return new UsageError(`Cannot run the statement on ${path}: ${message}`, { cause: error });
  }
  return new FailedError(`A statement failed on ${path}: ${message}`, { cause: error });
}

function firstLineOf(error: unknown): string {
  return messageOf(error).trim().split('\n')[0] ?? '';
}
