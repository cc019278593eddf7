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

export interface RetryOptions {
  readonly signal?: AbortSignal;
  /** Told before each wait. */
  readonly onRetry?: ((error: WikitrendsError, tries: number) => void) | undefined;
  /** Which errors are worth another try; those that say `now` unless given. */
  readonly isPassing?: (error: WikitrendsError) => boolean;
}

/** The one retry loop: repeats what failed with an error that passes, and throws any other, or the last one. */
export function retrying<T>(
  attempt: () => Promise<T>,
  policy: RetryPolicy,
  { signal, onRetry, isPassing = ({ retry }) => retry === 'now' }: RetryOptions = {},
): Promise<T> {
  return pRetry(attempt, {
    retries: policy.retries,
    minTimeout: policy.firstWaitMs,
    maxTimeout: policy.longestWaitMs,
    randomize: true,
    ...(signal && { signal }),
    shouldRetry: ({ error, attemptNumber }) => {
      if (!(error instanceof WikitrendsError) || !isPassing(error)) return false;
      onRetry?.(error, attemptNumber);
      return true;
    },
  });
}
