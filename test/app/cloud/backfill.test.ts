import { expect, test } from 'vitest';
import type { JobRecord } from '../../support/bigquery/server.ts';
import { openCloudServers } from '../../support/cloud.ts';
import { serveFunction } from '../../support/function.ts';
import { contentOf } from '../../support/warehouse-rows.ts';
import { now } from '../../support/world-run.ts';

const range = 'start=2023-04-01&end=2026-11-20';
const days = 1330;
const settings = { WIKITRENDS_TOP: '5', WIKITRENDS_DEVICE_SHARES: 'false' };

/** https://docs.cloud.google.com/bigquery/quotas */
const quota = { loadJobsPerTableAndDay: 1_500, loadJobsPerProjectAndDay: 100_000, partitionsPerTransaction: 100_000 };

test('ingest called again and again, cut by its time each time, fills the years since 2023-04-01', async () => {
  await using cloud = await openCloudServers({ bigQuery: { now: () => now.getTime() } });
  const { environment, warehouse, dataset } = await cloud.deploy();
  await using served = await serveFunction({
    environment: { ...settings, ...environment, CLOUD_RUN_TIMEOUT_SECONDS: '10' },
  });
  const jobsBefore = cloud.bigQuery.jobs.length;
  const remaining: unknown[] = [];
  for (let isComplete = false; !isComplete; ) {
    const { status, body } = await served.call(range);
    expect(
      status,
      JSON.stringify(
        served
          .log()
          .filter(({ severity }) => severity === 'ERROR')
          .slice(0, 3),
      ),
    ).toBe(200);
    if (!(body instanceof Object && 'complete' in body && 'remaining' in body)) throw new TypeError('No report');
    remaining.push(body.remaining);
    isComplete = body.complete === true;
    expect(remaining.length).toBeLessThan(100);
  }
  // Each call brought some of the days, and the last one the rest.
  expect(remaining.length).toBeGreaterThan(1);
  expect(new Set(remaining).size).toBe(remaining.length);
  expect(remaining.at(-1)).toBe(0);

  const content = await contentOf(warehouse);
  expect(content.ingested_days).toHaveLength(days);
  expect(new Set(content.ingested_days.map(({ view_date }) => view_date)).size).toBe(days);
  expect(content.top_articles.filter(({ article_rank }) => article_rank !== null)).toHaveLength(5 * days);
  // What was on its way when a call's time was over is asked for again.
  const lists = served.wikimedia.requests.filter(({ kind }) => kind === 'ranking').length;
  expect(lists).toBeLessThanOrEqual(days + 10 * remaining.length);

  const jobs = cloud.bigQuery.jobs.slice(jobsBefore);
  const loads = jobs.filter(({ kind }) => kind === 'load');
  const commits = jobs.filter(({ statement }) => statement?.includes('BEGIN TRANSACTION'));
  expect(jobs.filter(({ error }) => error !== null)).toEqual([]);
  expect(loads.length).toBeLessThanOrEqual(2 * commits.length);
  expect(mostPerTable(loads)).toBe(1);
  // Ten days a commit, but for the last one of each call.
  expect(commits.length).toBeLessThanOrEqual(days / 10 + remaining.length);
  process.stdout.write(
    `${days} days in ${remaining.length} calls: ${commits.length} commits (script jobs), ${loads.length} load jobs ` +
      `(quota ${quota.loadJobsPerProjectAndDay} a day), at most ${mostPerTable(loads)} for a table ` +
      `(quota ${quota.loadJobsPerTableAndDay}), none into ${dataset}'s own, at most 30 partitions a transaction ` +
      `(quota ${quota.partitionsPerTransaction})\n`,
  );
}, 300_000);

function mostPerTable(loads: readonly JobRecord[]): number {
  const ofTables = Map.groupBy(loads, ({ destination }) => destination);
  return Math.max(...[...ofTables.values()].map(({ length }) => length));
}
