import type { RetryPolicy } from '../../function/core/retry.ts';

/** Three tries, without any wait worth the name. */
export const quick: RetryPolicy = { retries: 2, firstWaitMs: 1, longestWaitMs: 2 };
