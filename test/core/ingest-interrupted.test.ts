import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../function/core/report.ts';
import { daysBefore } from '../support/partitions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { contentOf, rowsOf } from '../support/warehouse-rows.ts';
import { startWorldRun, type WorldRun, yesterday } from '../support/world-run.ts';

/** More than a source reads ahead, so that a run can end between days that are whole. */
const days = daysBefore(yesterday, 25);
const top = 20;

let expected: Awaited<ReturnType<typeof contentOf>>;
let requests: number;

beforeAll(async () => {
  await using run = await startWorldRun({ top });
  await run.ingest(days);
  expected = await contentOf(run.warehouse);
  requests = run.http.sent();
});

/** The share of an undisturbed run's requests after which something happens. */
const shares = [0, 0.1, 0.4, 0.7, 0.95];

describe('ingest() of a source that goes out of reach', () => {
  test.each(shares)('%d of the way commits what is whole, and the next run goes on from there', async (share) => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'days.duckdb');
    await runUntilOutage(path, Math.floor(share * requests), share);
    await using run = await startWorldRun({ top, path });
    await expectTheRest(run);
  });

  async function runUntilOutage(path: string, count: number, share: number): Promise<void> {
    await using run = await startWorldRun({
      top,
      path,
      wikimedia: {
        onRequest({ index }) {
          if (index === count) run.wikimedia.addFault({ kind: 'status', status: 503, when: {}, times: 1_000_000 });
        },
      },
    });
    const { report, verdict } = await run.ingest(days);
    expect(verdict).toBe('later');
    // A day may be whole although a newer one is not; three in a row that are not say that nobody answers.
    const outcomes = report.days.map(({ outcome }) => outcome).join(' ');
    expect(outcomes).toMatch(/^(loaded |failed )*failed( loaded)*$/);
    expect(outcomes.slice(0, -1)).not.toContain('failed failed failed');
    if (!outcomes.endsWith('failed failed failed')) expect(report.days).toHaveLength(days.length);
    await expectNewestDays(run, report, share);
  }
});

describe('ingest() whose time is over in the middle of a request', () => {
  test.each(shares)('%d of the way commits what is whole, and the next run goes on from there', async (share) => {
    const stop = new AbortController();
    const count = Math.floor(share * requests);
    await using run = await startWorldRun({
      top,
      wikimedia: {
        onRequest({ index }) {
          if (index === count) stop.abort();
        },
      },
    });
    const { report, verdict } = await run.ingest(days, { signal: stop.signal });
    expect(verdict).toBe('done');
    expect(report.days.filter(({ outcome }) => outcome !== 'loaded')).toEqual([]);
    await expectNewestDays(run, report, share);
    await expectTheRest(run);
  });
});

/** The report is about the newest days, without a gap; what it calls loaded is what there is. */
async function expectNewestDays({ warehouse }: WorldRun, report: Report, share: number): Promise<void> {
  expect(report.days.map(({ view_date }) => view_date)).toEqual(
    days.slice(0, report.days.length).map(({ day }) => day),
  );
  const loaded = report.days.filter(({ outcome }) => outcome === 'loaded').map(({ view_date }) => view_date);
  expect(report).toMatchObject({ complete: false, remaining: days.length - loaded.length });
  const ledger = await rowsOf(warehouse, 'ingested_days');
  expect(ledger.map(({ view_date }) => view_date).toSorted()).toEqual(loaded.toSorted());
  if (share > 0.5) expect(loaded.length).toBeGreaterThan(0);
}

async function expectTheRest(run: WorldRun): Promise<void> {
  expect(await run.ingest(days)).toMatchObject({ verdict: 'done', report: { complete: true, remaining: 0 } });
  expect(await contentOf(run.warehouse)).toEqual(expected);
}
