import type { Instance } from '../../infra/limits.ts';
import type { Item } from './bill.ts';
import type { FirstRun } from './first-run.ts';
import { instanceFor } from './month.ts';
import { leastScanned, requestsPerMinute, tib } from './terms.ts';

/** 2023-04-01 to 2026-11-20. */
const days = 1330;
const daysPerCommit = 10;

/** What it is, once, to load the days before the first daily run, judged by what a first run asked for its days. */
export function backfillOf({ traffic, days: measured, daySize }: FirstRun, instance: Instance): Item {
  const share = days / measured;
  const minutes = (traffic.wikimedia * share) / requestsPerMinute;
  const commits = days / daysPerCommit;
  const scannedByTable = Math.max(leastScanned, daysPerCommit * daySize.logicalBytes);
  return {
    name: 'once, the backfill',
    what: `${days} days in ${commits} commits, ${minutes.toFixed(0)} minutes at ${requestsPerMinute} requests a minute`,
    used: [
      ...instanceFor(minutes * 60, instance),
      ['classA', traffic.classA * share],
      ['scanned', (commits * (traffic.tablesNamed / traffic.scripts) * scannedByTable) / tib],
    ],
  };
}
