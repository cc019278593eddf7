import { describe, expect, test } from 'vitest';
import {
  FailedError,
  NotFoundError,
  TransientError,
  UnavailableError,
  UsageError,
} from '../../function/core/errors.ts';
import { AlreadyThereError, clientError, complaintError, NotUnderstoodError } from '../../function/google/errors.ts';

const what = 'commit 3 days to bigquery:some-project.pages';
const aborted =
  'Query error: Transaction is aborted due to concurrent update against table p:d.t. Transaction ID: 1 at [2:1]';

describe('complaintError() knows whether trying again helps', () => {
  test.each([
    [503, 'backendError', 'Error encountered during execution. Retrying may solve the problem.', TransientError],
    [0, 'backendError', 'of a job', TransientError],
    [0, 'internalError', 'of a job', TransientError],
    [0, 'jobBackendError', 'of a job', TransientError],
    [400, 'jobInternalError', '', TransientError],
    [403, 'rateLimitExceeded', 'Exceeded rate limits: too many table update operations for this table', TransientError],
    [400, 'jobRateLimitExceeded', '', TransientError],
    [0, 'invalidQuery', aborted, TransientError],
    [0, 'invalidQuery', 'Could not serialize access to table p:d.t due to concurrent update', TransientError],
    [0, 'resourcesExceeded', 'Too many DML statements outstanding against table p:d.t, limit is 20.', TransientError],
    [0, 'duplicate', 'Already Exists: Table p:d.commit_lock', TransientError],
    [400, 'resourceInUse', '', TransientError],
    [400, 'timeout', '', UnavailableError],
    [501, 'notImplemented', '', FailedError],
    [429, '', 'Too Many Requests', TransientError],
    [502, '', '<html>', TransientError],
    [403, 'quotaExceeded', 'Quota exceeded: Your table exceeded quota for imports', UnavailableError],
    [0, 'stopped', 'Job execution was cancelled', UnavailableError],
    [404, 'notFound', 'Not found: Table p:d.t', NotFoundError],
    [0, 'notFound', 'Not found: Table p:d.t was not found in location US', NotFoundError],
    [409, 'duplicate', 'Already Exists: Job p:US.x', AlreadyThereError],
    [412, 'conditionNotMet', 'At least one of the pre-conditions you specified did not hold.', AlreadyThereError],
    [0, 'invalid', 'Error while reading data', NotUnderstoodError],
    [0, 'invalidQuery', 'Syntax error: Unexpected end of script at [1:1]', NotUnderstoodError],
    [403, 'accessDenied', 'Access Denied: Dataset p:d', FailedError],
    [0, 'resourcesExceeded', 'Resources exceeded during query execution', FailedError],
    [400, 'badRequest', '', FailedError],
    [
      0,
      'bytesBilledLimitExceeded',
      'Query exceeded limit for bytes billed: 1. 10485760 or higher required.',
      FailedError,
    ],
    [500, 'bytesBilledLimitExceeded', 'Query exceeded limit for bytes billed: 1.', FailedError],
  ] as const)('%i %s %s', (status, reason, message, kind) => {
    const error = complaintError(what, { status, reason, message }, null);
    expect(error.constructor).toBe(kind);
    expect(error.message).toContain(`Cannot ${what}: ${message}`);
  });
});

describe('clientError()', () => {
  test.each([
    'Could not load the default credentials. Browse to https://cloud.google.com/docs/authentication for more information.',
    'invalid_grant',
    '{"error":"invalid_grant","error_subtype":"invalid_rapt"}',
  ])('says how to log in where it is %s', (message) => {
    const error = clientError(what, new Error(message));
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain('gcloud auth application-default login');
  });

  test.each([
    ['ECONNRESET', 'socket hang up'],
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1'],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND bigquery.googleapis.com'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'Premature close'],
  ])('takes %s for passing', (code, message) => {
    expect(clientError(what, Object.assign(new Error(message), { code }))).toBeInstanceOf(TransientError);
  });

  test('leaves a bug as it is', () => {
    const bug = new TypeError('x is not a function');
    expect(clientError(what, bug)).toBe(bug);
  });
});
