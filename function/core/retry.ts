import pRetry from 'p-retry';
import { WikitrendsError } from './errors.ts';

export interface RetryPolicy {
  /** Tries after the first one. */
  readonly retries: number;
  /** The first wait; each further one is twice as long, times a random factor of 1 to 2. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

/** With jitter, 16 to 31 seconds until it gives up; longer where the other side asks for it. */
export const patient: RetryPolicy = { retries: 5, firstWaitMs: 500, longestWaitMs: 30_000 };

/**
 * The one retry loop: repeats what failed with an error that says `now`, and throws any other, or the last one.
 * `onRetry` is told before each wait.
 */
export function retrying<T>(
  attempt: () => Promise<T>,
  policy: RetryPolicy,
  options: { readonly signal?: AbortSignal; readonly onRetry?: (error: WikitrendsError, tries: number) => void } = {},
): Promise<T> {
  return pRetry(attempt, {
    retries: policy.retries,
    minTimeout: policy.firstWaitMs,
    maxTimeout: policy.longestWaitMs,
    randomize: true,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    shouldRetry: ({ error, attemptNumber }) => {
      if (!(error instanceof WikitrendsError) || error.retry !== 'now') return false;
      options.onRetry?.(error, attemptNumber);
      return true;
    },
  });
}
