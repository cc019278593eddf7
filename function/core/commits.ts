import { isWorthRetrying, messageOf, WikitrendsError } from './errors.ts';
import type { DayReport } from './report.ts';
import { type RetryPolicy, retrying } from './retry.ts';
import type { DayCommit, Warehouse } from './warehouse.ts';

/** A day that is decided, waiting for its commit. */
export interface DecidedDay {
  readonly report: DayReport;
  readonly commit: DayCommit;
}

/** How much a commit gathers: what a killed run loses at most. */
export interface CommitSize {
  readonly days: number;
  readonly ms: number;
}

export const usualCommit: CommitSize = { days: 10, ms: 30_000 };

export interface Commits {
  /** Takes a day; resolves when the next one may come. */
  add(day: DecidedDay): Promise<void>;
  /** Commits what is left and waits for it. */
  finish(): Promise<void>;
  /** Whether a commit failed for good: nothing more will be committed. */
  hasFailed(): boolean;
}

/**
 * Gathers days and commits them in the background, one commit at a time and in the order they came,
 * so that a killed run leaves the newest days and the next run goes on from there.
 */
export function startCommits(
  warehouse: Warehouse,
  options: {
    readonly size: CommitSize;
    readonly retry: RetryPolicy;
    readonly onRetry?: (error: WikitrendsError, tries: number) => void;
    readonly now: () => Date;
    readonly onCommitted: (days: readonly DecidedDay[]) => void;
    /** The days that could not be committed, reported as failed. */
    readonly onFailed: (reports: readonly DayReport[], error: unknown) => void;
  },
): Commits {
  let waiting: DecidedDay[] = [];
  let waitingSince = options.now().getTime();
  let running = Promise.resolve();
  let failure: unknown;

  async function commit(days: readonly DecidedDay[]): Promise<void> {
    const error = failure ?? (await errorOf(days));
    if (error === null) return;
    const isRefusal = error instanceof WikitrendsError && !isWorthRetrying(error);
    if (failure === undefined && days.length > 1 && isRefusal) return commitEach(days, error);
    failure = error;
    report(days, error);
  }

  /** A day that the warehouse refuses keeps none of the others out; where it refuses them all, it is not the days. */
  async function commitEach(days: readonly DecidedDay[], error: unknown): Promise<void> {
    let refused = 0;
    for (const day of days) {
      const own = failure ?? (await errorOf([day]));
      if (own === null) continue;
      refused += 1;
      if (isWorthRetrying(own)) failure = own;
      report([day], own);
    }
    if (refused === days.length) failure ??= error;
  }

  /** Why the days could not be committed; null when they are. */
  async function errorOf(days: readonly DecidedDay[]): Promise<unknown> {
    try {
      const { retry, onRetry } = options;
      await retrying(() => warehouse.commit(days.map((day) => day.commit)), retry, onRetry && { onRetry });
    } catch (error) {
      return error;
    }
    options.onCommitted(days);
    return null;
  }

  function report(days: readonly DecidedDay[], error: unknown): void {
    options.onFailed(
      days.map((day) => notCommitted(day.report, error)),
      error,
    );
  }

  async function flush(): Promise<void> {
    await running;
    const days = waiting;
    waiting = [];
    if (days.length > 0) running = commit(days);
  }

  return {
    async add(day) {
      if (waiting.length === 0) waitingSince = options.now().getTime();
      waiting.push(day);
      const isDue = options.now().getTime() - waitingSince >= options.size.ms;
      if (waiting.length >= options.size.days || isDue) await flush();
    },
    async finish() {
      await flush();
      await running;
    },
    hasFailed: () => failure !== undefined,
  };
}

function notCommitted(report: DayReport, error: unknown): DayReport {
  return { ...report, outcome: 'failed', articles: 0, categories: 0, reason: messageOf(error) };
}
