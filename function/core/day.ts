import { UsageError } from './errors.ts';

/** A UTC calendar day, `YYYY-MM-DD`; days compare and sort as text. */
export type Day = string & { readonly unit: 'day' };

/** The first day of the rankings: https://wikitech.wikimedia.org/wiki/Data_Platform/AQS/Pageviews */
export const firstRankedDay = '2015-07-01' as Day;

const dayMs = 86_400_000;

export function parseDay(text: string): Day {
  const date = new Date(`${text}T00:00:00Z`);
  // The round trip rejects dates that only look right, such as 2026-02-30.
  if (Number.isNaN(date.getTime()) || dayOf(date) !== text) {
    throw new UsageError(`Cannot read date "${text}": expected a calendar day such as 2026-09-01`);
  }
  return text as Day;
}

export function dayOf(date: Date): Day {
  return date.toISOString().slice(0, 10) as Day;
}

export function addDays(day: Day, days: number): Day {
  return dayOf(new Date(Date.parse(day) + days * dayMs));
}

/** How many days `to` lies after `from`. */
export function daysFrom(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** Every day from `last` back to `first`, both included. */
export function daysNewestFirst(first: Day, last: Day): readonly Day[] {
  return Array.from({ length: Math.max(0, daysFrom(first, last) + 1) }, (_, i) => addDays(last, -i));
}
