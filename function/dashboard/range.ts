import { addDays, type Day, daysFrom } from '../core/day.ts';
import { Problem } from './problem.ts';

/** The days from one to another, both included. */
export interface Range {
  readonly first: Day;
  readonly last: Day;
}

/** Twenty years, more than the rankings have had: what goes beyond is no question, and takes memory. */
const mostDays = 7305;

/** So many where each day costs: a year, whichever. */
export const mostDaysAtOnce = 366;

/** Throws Problem for a range that ends before it begins, or has more days than are answered. */
export function orderedRange(first: Day, last: Day, most = mostDays): Range {
  if (first > last) throw new Problem(400, `Cannot answer ${first} to ${last}: the range ends before it begins`);
  if (daysFrom(first, last) >= most)
    throw new Problem(400, `Cannot answer ${first} to ${last}: expected at most ${most} days`);
  return { first, last };
}

export interface Beginning {
  readonly first: Day;
  /** What begins on that day, such as `the ledger of en.wikipedia begins`. */
  readonly begins: string;
}

/** From the start that is given, or else from where something `begins`. Throws Problem as orderedRange() does. */
export function rangeSince({ first, begins }: Beginning, start: Day | null, last: Day): Range {
  if (start === null && last < first) {
    throw new Problem(400, `Cannot answer up to ${last}: ${begins} on ${first}; expected a later end, or a start`);
  }
  return orderedRange(start ?? first, last);
}

/** So many days up to the last one. */
export function daysUpTo(last: Day, days: number): Range {
  return { first: addDays(last, 1 - days), last };
}
