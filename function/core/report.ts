import type { Day } from './day.ts';
import type { Verdict } from './errors.ts';
import type { Project } from './partition.ts';

export type Outcome = 'loaded' | 'already_loaded' | 'pending' | 'absent' | 'refused' | 'failed';

export interface DayReport {
  readonly project: Project;
  readonly view_date: Day;
  readonly outcome: Outcome;
  readonly articles: number;
  readonly categories: number;
  readonly reason: string | null;
}

/** What a run did, as the command line and the function print it. */
export interface Report {
  readonly run_id: string;
  /** ISO 8601 in UTC, like `finished_at`. */
  readonly started_at: string;
  readonly finished_at: string;
  /** Whether every day asked for is loaded or absent now. */
  readonly complete: boolean;
  /** The days asked for that are neither. */
  readonly remaining: number;
  /** Requests sent to Wikimedia. */
  readonly requests: number;
  /** Rows committed by this run. */
  readonly rows: { readonly top_articles: number; readonly article_categories: number };
  readonly days: readonly DayReport[];
}

export interface Ending {
  readonly report: Report;
  readonly verdict: Exclude<Verdict, 'usage'>;
}

/** Whether the run came to its end: what remains is not upstream, or not sound, rather than not read. */
export function isThrough({ report: { days, remaining } }: Ending): boolean {
  return remaining === days.filter(({ outcome }) => outcome === 'pending' || outcome === 'refused').length;
}

export function isSettled({ outcome }: DayReport): boolean {
  return outcome === 'loaded' || outcome === 'already_loaded' || outcome === 'absent';
}
