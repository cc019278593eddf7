import { type Day, daysFrom, firstRankedDay } from './day.ts';

/** What a day of the calendar decides for the run on it. */
export interface Turn {
  /** From 0 to below 1, rather near than far: how far into a queue of any length the run looks. */
  readonly fraction: number;
  /** Whether it begins there, and not at the head of the queue. */
  readonly beginsFurtherOn: boolean;
}

const goldenRatio = (1 + Math.sqrt(5)) / 2;

/**
 * Multiples of an irrational number, less their integers, fall everywhere between 0 and 1, those of the golden ratio the
 * most evenly (https://en.wikipedia.org/wiki/Low-discrepancy_sequence): so in time the runs look everywhere, whether they
 * come daily or weekly, and however the queue grows. Counting around modulo its length could stand still while it grows.
 * Squared they fall more often near 0, where whoever waits has waited longest.
 */
export function turnOf(today: Day): Turn {
  const days = daysFrom(firstRankedDay, today);
  return { fraction: fractionOf(days * goldenRatio) ** 2, beginsFurtherOn: fractionOf(days * Math.SQRT2) < 1 / 4 };
}

function fractionOf(value: number): number {
  return value - Math.floor(value);
}
