import { describe, expect, test } from 'vitest';
import { FailedError, TransientError, UnavailableError, UsageError } from '../../function/core/errors.ts';
import { retrying } from '../../function/core/retry.ts';
import { quick } from '../support/quick.ts';

describe('retrying()', () => {
  test('repeats what failed with an error that says now, and gives what comes of it', async () => {
    const attempts = failing(2, () => new TransientError('reset'));
    expect(await retrying(attempts.run, quick)).toBe('done');
    expect(attempts.count()).toBe(3);
  });

  test('gives up when the tries of the policy are used up, with the last error', async () => {
    const attempts = failing(9, (count) => new TransientError(`reset ${count}`));
    await expect(retrying(attempts.run, quick)).rejects.toThrow(new TransientError('reset 3'));
    expect(attempts.count()).toBe(3);
  });

  test.each([
    new UnavailableError('in use'),
    new FailedError('broken'),
    new UsageError('wrong'),
    new Error('a bug'),
    new TypeError('another bug'),
  ])('does not repeat after $name: $message', async (error) => {
    const attempts = failing(9, () => error);
    await expect(retrying(attempts.run, quick)).rejects.toBe(error);
    expect(attempts.count()).toBe(1);
  });

  test('repeats what its caller takes for passing, and nothing else', async () => {
    const isPassing = (error: Error) => error instanceof UnavailableError;
    const passing = failing(2, () => new UnavailableError('in use'));
    expect(await retrying(passing.run, quick, { isPassing })).toBe('done');
    const other = failing(9, () => new TransientError('reset'));
    await expect(retrying(other.run, quick, { isPassing })).rejects.toThrow('reset');
    expect(other.count()).toBe(1);
  });

  test('tells onRetry before each further try, and not after the last', async () => {
    const told: string[] = [];
    const attempts = failing(9, (count) => new TransientError(`reset ${count}`));
    const onRetry = (error: Error, tries: number) => told.push(`${tries}: ${error.message}`);
    await expect(retrying(attempts.run, quick, { onRetry })).rejects.toThrow();
    expect(told).toEqual(['1: reset 1', '2: reset 2']);
  });

  test('ends a wait when the signal aborts', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const attempts = failing(9, () => new TransientError('reset'));
    const hour = { retries: 5, firstWaitMs: 3_600_000, longestWaitMs: 3_600_000 };
    const run = retrying(attempts.run, hour, {
      signal: stop.signal,
      onRetry: () => setImmediate(() => stop.abort(reason)),
    });
    await expect(run).rejects.toBe(reason);
    expect(attempts.count()).toBe(1);
  });
});

function failing(
  times: number,
  errorAt: (count: number) => Error,
): { run: () => Promise<string>; count: () => number } {
  let count = 0;
  return {
    run: async () => {
      count += 1;
      if (count <= times) throw errorAt(count);
      return 'done';
    },
    count: () => count,
  };
}
