import {
  FailedError,
  messageOf,
  NotFoundError,
  TransientError,
  UnavailableError,
  UsageError,
  WikitrendsError,
} from '../core/errors.ts';

/** What a Google API says of a request or a job that failed: https://docs.cloud.google.com/bigquery/docs/error-messages */
export interface Complaint {
  /** The HTTP status; 0 where a job failed or nothing answered. */
  readonly status: number;
  /** Google's word for it, such as `rateLimitExceeded`; empty where there is none. */
  readonly reason: string;
  readonly message: string;
}

/** What was to be made is there already, or was changed by somebody else meanwhile: the precondition does not hold. */
export class AlreadyThereError extends FailedError {
  override readonly name = 'AlreadyThereError';
}

/** What was asked for makes no sense to Google. */
export class NotUnderstoodError extends FailedError {
  override readonly name = 'NotUnderstoodError';
}

const passingReasons: ReadonlySet<string> = new Set([
  'backendError',
  'internalError',
  'jobBackendError',
  'jobInternalError',
  'jobRateLimitExceeded',
  'rateLimitExceeded',
  'resourceInUse',
  'tableUnavailable',
]);

/** More than the caller wants to pay for; some clients of BigQuery tell it with status 500, as if it passed. */
const tooDear = 'bytesBilledLimitExceeded';

/** BigQuery cancels one of two transactions that change the same table, and refuses a change behind 20 waiting ones. */
const passingMessages = /aborted due to concurrent|concurrent update|too many DML statements/i;

/** For a quota, a time that was too short or somebody who stops jobs, only a later run helps. */
const laterReasons: ReadonlySet<string> = new Set(['quotaExceeded', 'stopped', 'timeout']);

const signInMessages = /default credentials|invalid_grant|invalid_rapt|reauth/i;

/** The error for what Google answered: the one place that knows whether trying again helps. */
export function complaintError(what: string, { status, reason, message }: Complaint, cause: unknown): WikitrendsError {
  const said = `Cannot ${what}: ${message}${reason === '' ? '' : ` (${reason})`}`;
  // A job, unlike a request, meets what another one has made at the same moment: the next try finds it there.
  const isRace = status === 0 && reason === 'duplicate';
  if (isRace || passingReasons.has(reason) || passingMessages.test(message)) return new TransientError(said, { cause });
  if (laterReasons.has(reason)) return new UnavailableError(said, { cause });
  if (reason === tooDear) return new FailedError(said, { cause });
  if (status === 408 || status === 429 || (status >= 500 && status !== 501)) return new TransientError(said, { cause });
  if (status === 409 || status === 412) return new AlreadyThereError(said, { cause });
  if (reason === 'notFound' || status === 404) return new NotFoundError(said, { cause });
  if (reason === 'invalidQuery' || reason === 'invalid') return new NotUnderstoodError(said, { cause });
  if (status === 401) return new UsageError(`${said}; ${howToSignIn}`, { cause });
  return new FailedError(said, { cause });
}

export const howToSignIn =
  'sign in with "gcloud auth application-default login", or set GOOGLE_APPLICATION_CREDENTIALS to the file of a service account';

/** The error for whatever one of Google's clients threw. What is no trouble of Google's is returned as it is. */
export function clientError(what: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof WikitrendsError) return error;
  if (signInMessages.test(error.message)) {
    return new UsageError(`Cannot ${what} without credentials: ${howToSignIn}`, { cause: error });
  }
  const status = statusOf(error);
  if (status !== null) {
    return complaintError(what, { status, reason: reasonOf(error), message: firstLineOf(error) }, error);
  }
  return isOfTheNetwork(error) ? new TransientError(`Cannot ${what}: ${firstLineOf(error)}`, { cause: error }) : error;
}

function statusOf(error: Error): number | null {
  const code = 'code' in error ? Number(error.code) : Number.NaN;
  return Number.isInteger(code) && code >= 100 && code < 600 ? code : null;
}

function reasonOf(error: Error): string {
  const [first]: readonly unknown[] = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  const isNamed = first instanceof Object && 'reason' in first;
  return isNamed && typeof first.reason === 'string' ? first.reason : '';
}

/** A connection that failed, or an answer that is cut short. */
function isOfTheNetwork(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(E[A-Z]+|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_\w+)$/.test(code) ||
    error.name === 'FetchError' ||
    /socket hang up|network|timeout|premature|terminated|aborted|Cannot parse .* as JSON|Unexpected end of JSON/i.test(
      error.message,
    )
  );
}

function firstLineOf(error: Error): string {
  return messageOf(error).split('\n')[0] ?? '';
}
