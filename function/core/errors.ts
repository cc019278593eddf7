/** Whether trying again helps: at once, on a later run, or not at all. */
export type Retry = 'now' | 'later' | 'never';

/** An error this program understands. Its message is for the person who must act; it never holds a credential. */
export abstract class WikitrendsError extends Error {
  abstract readonly retry: Retry;
}

/** What was asked for cannot be right: the caller must change something. */
export class UsageError extends WikitrendsError {
  override readonly name = 'UsageError';
  readonly retry = 'never';
}

/** A passing fault. `holdMs` is how long the other side asked everybody to stay away. */
export class TransientError extends WikitrendsError {
  override readonly name = 'TransientError';
  readonly retry = 'now';
  readonly holdMs: number;

  constructor(message: string, options: ErrorOptions & { readonly holdMs?: number } = {}) {
    super(message, options);
    this.holdMs = options.holdMs ?? 0;
  }
}

/** Out of reach or in use for longer than one run should wait. */
export class UnavailableError extends WikitrendsError {
  override readonly name = 'UnavailableError';
  readonly retry = 'later';
}

/** The other side answered, and it has no such thing. */
export class NotFoundError extends WikitrendsError {
  override readonly name: string = 'NotFoundError';
  readonly retry = 'never';
}

/** What answered is not the API that was meant, but a redirect or a page for people: it says nothing of what there is. */
export class NotTheApiError extends NotFoundError {
  override readonly name = 'NotTheApiError';
}

/** The other side answered with something that more tries will not change. */
export class FailedError extends WikitrendsError {
  override readonly name: string = 'FailedError';
  readonly retry = 'never';
}

/** How a run ended, for whoever started it. */
export type Verdict = 'done' | 'usage' | 'later' | 'failed';

/** The one table from an ending to what a shell and an HTTP client see. */
export const endings: Readonly<Record<Verdict, { readonly exitCode: number; readonly httpStatus: number }>> = {
  done: { exitCode: 0, httpStatus: 200 },
  usage: { exitCode: 2, httpStatus: 400 },
  later: { exitCode: 75, httpStatus: 503 },
  failed: { exitCode: 1, httpStatus: 500 },
};

export function verdictOf(error: unknown): Verdict {
  if (error instanceof UsageError) return 'usage';
  return isWorthRetrying(error) ? 'later' : 'failed';
}

/** Whether the error is about the moment, not about what was asked. */
export function isWorthRetrying(error: unknown): boolean {
  return error instanceof WikitrendsError && error.retry !== 'never';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
