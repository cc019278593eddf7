import { expect, test } from 'vitest';
import {
  endings,
  FailedError,
  NotFoundError,
  TransientError,
  UnavailableError,
  UsageError,
  verdictOf,
} from '../../function/core/errors.ts';

test('verdictOf() tells whoever started a run what to do about its error', () => {
  const verdicts = [
    new UsageError(''),
    new TransientError(''),
    new UnavailableError(''),
    new NotFoundError(''),
    new FailedError(''),
    new TypeError('a bug'),
    'not even an error',
  ].map(verdictOf);
  expect(verdicts).toEqual(['usage', 'later', 'later', 'failed', 'failed', 'failed', 'failed']);
});

test('endings has the exit codes and HTTP statuses that schedulers rely on', () => {
  expect(endings).toEqual({
    done: { exitCode: 0, httpStatus: 200 },
    usage: { exitCode: 2, httpStatus: 400 },
    later: { exitCode: 75, httpStatus: 503 },
    failed: { exitCode: 1, httpStatus: 500 },
  });
});
