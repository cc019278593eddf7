import { instance } from '../../infra/limits.ts';
import { backfillOf } from './backfill.ts';
import { billHead, billLine, costOf, type Item, sumOf } from './bill.ts';
import type { FirstRun } from './first-run.ts';
import type { FunctionRun } from './function-run.ts';
import { keepingOf, monthOf } from './month.ts';
import { prices } from './prices.ts';
import { gib, stated } from './terms.ts';

const years = [
  ['after a year', 365],
  ['after ten years', 3650],
] as const;

/** What a month and the backfill cost, from what runs asked and took. */
export function* benchCost(run: FunctionRun, first: FirstRun): Generator<string> {
  const { daySize } = first;
  const month = monthOf(run, instance);
  yield billHead('what a month costs in USD: one project, one run a day');
  yield* month.map(lineOf);
  for (const [, days] of years) yield lineOf(keepingOf(days, daySize));
  for (const [when, days] of years) {
    yield billLine('in all', when, sumOf([...month, keepingOf(days, daySize)].map(costOf)));
  }
  yield lineOf(backfillOf(first, instance));
  const kept = (3650 * daySize.archivedBytes) / gib;
  const classes = (['standard', 'nearline', 'archive'] as const).map((name) => (kept * prices[name].usd).toFixed(4));
  yield `  the bucket after ten years as Standard, Nearline and Archive: ${classes.join(', ')}`;
  yield `  stated, not measured: ${stated.secondsOfRun} s a run, ${stated.imageGib} GiB an image, ${stated.sentBytesOfRequest / 1000} kB to Wikimedia a request`;
  yield `  prices of us-central1, BigQuery in US, seen from ${seenBetween()}: test/bench/prices.ts`;
}

function lineOf(item: Item): string {
  return billLine(item.name, item.what, costOf(item));
}

function seenBetween(): string {
  const days = Object.values(prices)
    .map(({ seen }) => seen.on)
    .toSorted();
  return `${days.at(0)} to ${days.at(-1)}`;
}
