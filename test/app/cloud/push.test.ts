import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CloudServers, type Deployment, openCloudServers } from '../../support/cloud.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { partition } from '../../support/partitions.ts';
import { rememberedWorld } from '../../support/remembered.ts';
import { openStage, type Stage } from '../../support/stage.ts';
import { contentOf, rowsOf } from '../../support/warehouse-rows.ts';

const world = rememberedWorld({ entries: 60 });
const range = ['--start', '2026-09-01', '--end', '2026-09-04'];
const file = 'duckdb:days.duckdb';

describe('push', () => {
  let cloud: CloudServers;
  let stage: Stage;
  let expected: Awaited<ReturnType<typeof contentOf>>;

  beforeAll(async () => {
    cloud = await openCloudServers();
    stage = await openStage({ world, settings: { WIKITRENDS_TOP: '5' } });
    // While BigQuery is out of reach.
    await run(['backfill', ...range, '--warehouse', file, '--archive', 'file:kept']);
    const direct = await cloud.deploy();
    await run(['backfill', ...range], direct.environment);
    expected = await contentOf(direct.warehouse);
    expect(expected.ingested_days).toHaveLength(4);
  });

  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
    await cloud[Symbol.asyncDispose]();
  });

  async function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string> {
    const { exitCode, stderr, stdout } = await stage.run(args, environment);
    expect(exitCode, stderr).toBe(0);
    return stdout;
  }

  const push = ({ environment }: Deployment, ...args: readonly string[]) =>
    run(['push', '--json', ...args], environment);

  test.each([file, 'file:kept'])('brings to BigQuery what %s holds, as if it had been loaded there', async (from) => {
    const deployment = await cloud.deploy();
    const asked = stage.wikimedia.requests.length;
    const report: unknown = JSON.parse(await push(deployment, '--from', from));
    expect(report).toMatchObject({ complete: true, requests: 0, rows: { top_articles: expected.top_articles.length } });
    expect(await contentOf(deployment.warehouse)).toEqual(expected);
    expect(stage.wikimedia.requests).toHaveLength(asked);
  });

  test('leaves the days alone that BigQuery has, and does nothing when it has them all', async () => {
    const deployment = await cloud.deploy();
    await run(['ingest', '--date', '2026-09-03'], deployment.environment);
    const [before] = await rowsOf(deployment.warehouse, 'ingested_days');
    await push(deployment, '--from', file);
    const days = await rowsOf(deployment.warehouse, 'ingested_days');
    expect(days).toHaveLength(4);
    expect(days).toContainEqual(before);
    expect(await contentOf(deployment.warehouse)).toEqual(expected);
    const jobs = cloud.bigQuery.jobs.length;
    expect(JSON.parse(await push(deployment, '--from', file))).toMatchObject({ complete: true, days: [] });
    expect(cloud.bigQuery.jobs.slice(jobs).filter(({ statement }) => !/^\s*SELECT/.test(statement ?? ''))).toEqual([]);
  });

  test.each([file, 'file:kept'])('brings from %s a day that BigQuery has given up as absent', async (from) => {
    const deployment = await cloud.deploy();
    const ledger = { status: 'absent', reason: 'never published' };
    await deployment.warehouse.commit([dayCommit(partition('2026-09-02'), { articles: 0, ledger })]);
    await push(deployment, '--from', from);
    expect(await contentOf(deployment.warehouse)).toEqual(expected);
  });

  test('keeps to the days it is asked for', async () => {
    const deployment = await cloud.deploy();
    await push(deployment, '--from', file, '--start', '2026-09-02', '--end', '2026-09-03');
    const days = (await rowsOf(deployment.warehouse, 'ingested_days')).map(({ view_date }) => view_date);
    expect(days).toEqual(['2026-09-02', '2026-09-03']);
  });

  test('goes on where it was cut off, and is done after a while without BigQuery', async () => {
    const deployment = await cloud.deploy();
    cloud.bigQuery.addJobFault({
      kind: 'error-before',
      reason: 'quotaExceeded',
      when: { match: /BEGIN TRANSACTION/ },
    });
    const failed = await stage.run(['push', '--from', file], deployment.environment);
    expect(failed.exitCode).toBe(75);
    expect(failed.stderr).toContain('4 days remaining: the same command goes on from here');
    await push(deployment, '--from', file);
    expect(await contentOf(deployment.warehouse)).toEqual(expected);
  });

  test('brings nothing of the made-up sample, unless it is named', async () => {
    const deployment = await cloud.deploy();
    await run(['start', '--warehouse', 'duckdb:first-look.duckdb'], { WIKITRENDS_CONTACT: '' });
    await push(deployment, '--from', 'duckdb:first-look.duckdb');
    expect(await rowsOf(deployment.warehouse, 'ingested_days')).toEqual([]);
    await push(deployment, '--from', 'duckdb:first-look.duckdb', '--project', 'sample.wikipedia');
    expect(await rowsOf(deployment.warehouse, 'ingested_days')).toHaveLength(7);
  });

  test.each([
    { args: ['--from', 's3://x'], says: 'Cannot push from "s3://x": expected duckdb:<file>, file:<folder> or gs://' },
    { args: ['--from', 'duckdb:none.duckdb'], says: 'There is no warehouse none.duckdb' },
    { args: ['--from', 'file:none'], says: 'Cannot open the archive none: expected the folder of an archive' },
    { args: ['--from', file, '--start', '2026-02-30'], says: 'Cannot read date "2026-02-30"' },
    { args: ['--warehouse', file], says: 'Cannot push: expected --warehouse bigquery:<gcp project>.<dataset>' },
  ])('$args is wrong usage', async ({ args, says }) => {
    const { environment } = await cloud.deploy();
    const { exitCode, stderr, stdout } = await stage.run(['push', ...args], environment);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(says);
  });
});
