import { TransientError, UnavailableError, type WikitrendsError } from '../core/errors.ts';
import { patient, type RetryPolicy, retrying } from '../core/retry.ts';
import { clientError } from './errors.ts';

/** How patient a caller of Google is. */
export interface Patience {
  readonly retry?: RetryPolicy;
  /** For one try; a minute unless given. */
  readonly timeoutMs?: number;
  readonly onRetry?: (error: WikitrendsError, tries: number) => void;
}

/**
 * Sends one request through one of Google's clients, again where that helps: they are told not to retry themselves, and
 * what they call a timeout has no effect. Throws UnavailableError when the tries are used up, NotFoundError for what is
 * not there, FailedError or UsageError for what more tries will not change. `what` completes the sentence "Cannot …".
 */
export async function callGoogle<T>(
  what: string,
  request: () => Promise<T>,
  { retry = patient, timeoutMs = 60_000, onRetry }: Patience,
): Promise<T> {
  const attempt = async () => {
    try {
      return await within(timeoutMs, request(), what);
    } catch (error) {
      throw clientError(what, error);
    }
  };
  try {
    return await retrying(attempt, retry, onRetry && { onRetry });
  } catch (error) {
    throw error instanceof TransientError ? new UnavailableError(error.message, { cause: error }) : error;
  }
}

async function within<T>(ms: number, request: Promise<T>, what: string): Promise<T> {
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TransientError(`Cannot ${what}: no answer within ${ms / 1000} s`)), ms);
  try {
    return await Promise.race([request, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
