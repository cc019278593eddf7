import { TransientError, UnavailableError } from '../core/errors.ts';
import { type RetryPolicy, retrying } from '../core/retry.ts';
import { clientError } from './errors.ts';

/**
 * Sends one request through one of Google's clients, again where that helps; they are told not to retry themselves.
 * Throws UnavailableError when the tries are used up, NotFoundError for what is not there, FailedError or UsageError
 * for what more tries will not change. `what` completes the sentence "Cannot …".
 */
export async function callGoogle<T>(what: string, request: () => Promise<T>, retry: RetryPolicy): Promise<T> {
  try {
    return await retrying(async () => {
      try {
        return await request();
      } catch (error) {
        throw clientError(what, error);
      }
    }, retry);
  } catch (error) {
    throw error instanceof TransientError ? new UnavailableError(error.message, { cause: error }) : error;
  }
}
