import { type GoogleApiError, googleError } from '../google/errors.ts';

/** One error of a job, as its status lists it. */
export interface ErrorProto {
  readonly reason: string;
  readonly message: string;
  /** What it is about: `query`, a file, the name of a quota. */
  readonly location?: string;
}

/** Ends a job: it becomes the `errorResult`, at the head of `errors`. */
export class JobError extends Error {
  override readonly name = 'JobError';
  readonly result: ErrorProto;
  /** What `errors` lists after it. */
  readonly details: readonly ErrorProto[];

  constructor(result: ErrorProto, details: readonly ErrorProto[] = []) {
    super(result.message);
    this.result = result;
    this.details = details;
  }
}

export function invalidQuery(message: string): JobError {
  return new JobError({ reason: 'invalidQuery', message, location: 'query' });
}

export function notFound(what: string): JobError {
  return new JobError({ reason: 'notFound', message: `Not found: ${what}` });
}

/** A request that makes sense to BigQuery, but not to this stand-in. */
export function notCovered(what: string): GoogleApiError {
  return googleError(501, 'notImplemented', `The stand-in for BigQuery does not cover ${what}`);
}

export function invalidRequest(message: string): GoogleApiError {
  return googleError(400, 'invalid', message);
}

/** The refusal in which a failed query's error reaches whoever asks for its rows. */
export function refusalOf({ result: { reason, message, location } }: JobError): GoogleApiError {
  return googleError(
    STATUSES[reason] ?? 400,
    reason,
    message,
    location === undefined ? {} : { location, locationType: 'other' },
  );
}

/** What does not work is refused at once here, not by a job. */
export function refuse(error: unknown): never {
  throw error instanceof JobError ? refusalOf(error) : error;
}

/** https://docs.cloud.google.com/bigquery/docs/error-messages; the other reasons come with 400. */
const STATUSES: Readonly<Record<string, number>> = {
  accessDenied: 403,
  backendError: 503,
  billingNotEnabled: 403,
  blocked: 403,
  duplicate: 409,
  internalError: 500,
  notFound: 404,
  notImplemented: 501,
  quotaExceeded: 403,
  rateLimitExceeded: 403,
  responseTooLarge: 403,
  standInFailed: 500,
};
