import { BigQuery } from '@google-cloud/bigquery';
import { describe, expect, test } from 'vitest';
import { FailedError, TransientError, UnavailableError, UsageError } from '../../../function/core/errors.ts';
import { retrying } from '../../../function/core/retry.ts';
import { signIn } from '../../../function/google/sign-in.ts';
import { bigQueryFields } from '../../../function/schema/bigquery.ts';
import { tables } from '../../../function/schema/tables.ts';
import { type CloudServers, type Deployment, openCloudServers } from '../../support/cloud.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { partition } from '../../support/partitions.ts';
import { contentOf, countOf, rowsOf } from '../../support/warehouse-rows.ts';

const hour = 3_600_000;

/** Servers whose clock the test sets. */
async function openAt(start: number): Promise<CloudServers & { clock: number }> {
  const cloud = await openCloudServers({ bigQuery: { now: () => opened.clock } });
  const opened = { ...cloud, clock: start };
  return opened;
}

describe('commit()', () => {
  test('is at most two load jobs and one script, which go by what they do', async () => {
    await using cloud = await openCloudServers();
    const { warehouse } = await cloud.deploy();
    await warehouse.commit(['2026-09-01', '2026-09-02', '2026-09-03'].map((day) => dayCommit(partition(day))));
    expect(namesOf(cloud)).toEqual([
      expect.stringMatching(/^wikitrends_staging_article_categories_[0-9a-f]{32}_\d+_1$/),
      expect.stringMatching(/^wikitrends_staging_top_articles_[0-9a-f]{32}_\d+_1$/),
      expect.stringMatching(/^wikitrends_commit_[0-9a-f]{32}_1$/),
    ]);
  });

  test('into tables that an older version deployed says what to do', async () => {
    await using cloud = await openCloudServers();
    const deployment = await cloud.deploy();
    await makeLedgerOlder(cloud, deployment);
    const { warehouse } = deployment;
    const older =
      /; the tables of bigquery:.* are older than this program and have no checked_at yet: deploy the infra/;
    await expect(warehouse.commit([dayCommit(partition('2026-09-01'))])).rejects.toThrow(older);
    const asking = warehouse.query('SELECT checked_at FROM {{dataset}}.ingested_days');
    await expect(asking).rejects.toThrow(FailedError);
    await expect(asking).rejects.toThrow(older);
    // What is not of the program, old or new, is its author's.
    await expect(warehouse.query('SELECT chekced_at FROM {{dataset}}.ingested_days')).rejects.toThrow(UsageError);
  });

  test('needs no load job for days without rows', async () => {
    await using cloud = await openCloudServers();
    const { warehouse } = await cloud.deploy();
    await warehouse.commit([dayCommit(partition('2026-09-01'), { articles: 0, ledger: { status: 'absent' } })]);
    expect(cloud.bigQuery.jobs.map(({ kind }) => kind)).toEqual(['query']);
  });

  test('finds what it has done already when it is repeated, and does no job again', async () => {
    await using cloud = await openCloudServers();
    const { warehouse } = await cloud.deploy();
    const days = [dayCommit(partition('2026-09-01'))];
    await warehouse.commit(days);
    const jobs = cloud.bigQuery.jobs.length;
    await warehouse.commit(days);
    expect(cloud.bigQuery.jobs).toHaveLength(jobs);
  });

  test('does its work again for another run, though the rows are the same', async () => {
    await using cloud = await openCloudServers();
    const { warehouse, dataset } = await cloud.deploy();
    await warehouse.commit([dayCommit(partition('2026-09-01'))]);
    await cloud.bigQuery.query(`DELETE FROM ${dataset}.top_articles`);
    await warehouse.commit([dayCommit(partition('2026-09-01'), { runId: 'run-2' })]);
    expect(await countOf(warehouse, 'top_articles')).toBe(3);
  });

  test.each([0, 1])('takes the next id where a failed job has burnt one', async (index) => {
    await using cloud = await openCloudServers();
    const { warehouse } = await cloud.deploy();
    const days = [dayCommit(partition('2026-09-01'))];
    cloud.bigQuery.addJobFault({ kind: 'error-before', reason: 'backendError', when: { index } });
    await expect(warehouse.commit(days)).rejects.toThrow(TransientError);
    await warehouse.commit(days);
    expect(namesOf(cloud).filter((id) => id.endsWith('_2'))).toHaveLength(1);
    expect(await countOf(warehouse, 'top_articles')).toBe(3);
  });

  test('waits for a job of its own that it finds running', async () => {
    await using cloud = await openCloudServers();
    const { warehouse } = await cloud.deploy();
    cloud.bigQuery.addJobFault({ kind: 'slow', polls: 3, when: { kind: 'query' } });
    cloud.bigQuery.addFault({ kind: 'reset-after', when: { match: /POST .*jobs/, every: 3 }, times: 1 });
    await warehouse.commit([dayCommit(partition('2026-09-01'))]);
    expect(cloud.bigQuery.jobs).toHaveLength(3);
    expect(await countOf(warehouse, 'ingested_days')).toBe(1);
  });

  test('loads again what has expired before it could be committed', async () => {
    const start = Date.now();
    await using cloud = await openAt(start);
    const { warehouse } = await cloud.deploy({ now: () => new Date(cloud.clock) });
    const days = [dayCommit(partition('2026-09-01'), { articles: 7 })];
    cloud.bigQuery.addJobFault({ kind: 'error-before', reason: 'backendError', when: { kind: 'query' } });
    await expect(warehouse.commit(days)).rejects.toThrow(TransientError);
    // A laptop that was closed meanwhile.
    cloud.clock = start + 4 * hour;
    await warehouse.commit(days);
    expect(await countOf(warehouse, 'top_articles')).toBe(7);
    expect(await countOf(warehouse, 'article_categories')).toBe(14);
  });

  test('and a recheck of the same day at once leave what the commit says', async () => {
    await using cloud = await openCloudServers();
    const { warehouse } = await cloud.deploy();
    await warehouse.commit([dayCommit(partition('2026-09-01'))]);
    // Each transaction stays open while the other comes.
    cloud.bigQuery.addJobFault({ kind: 'slow', polls: 2, times: 2, when: { match: /BEGIN TRANSACTION/ } });
    const policy = { retries: 8, firstWaitMs: 10, longestWaitMs: 100 };
    const day = { project: 'en.wikipedia', view_date: '2026-09-01', run_id: 'run-1' };
    const recheck = { ...day, checked_at: '2026-11-21T06:00:00.000Z', hasChanged: true };
    const commit = dayCommit(partition('2026-09-01'), { runId: 'run-2' });
    await Promise.all([
      retrying(() => warehouse.commit([commit]), policy),
      retrying(() => warehouse.recordRecheck(recheck), policy),
    ]);
    expect(await rowsOf(warehouse, 'ingested_days')).toEqual([commit.ledger]);
  });

  test('leaves staging tables that go by themselves, and its lock', async () => {
    const start = Date.now();
    await using cloud = await openAt(start);
    const deployment = await cloud.deploy();
    const deployed = (await tablesOf(cloud, deployment)).length;
    await deployment.warehouse.commit([dayCommit(partition('2026-09-01'))]);
    expect(await tablesOf(cloud, deployment)).toHaveLength(deployed + 3);
    const before = await contentOf(deployment.warehouse);
    cloud.clock = start + 4 * hour;
    expect(await tablesOf(cloud, deployment)).toHaveLength(deployed + 1);
    expect(await contentOf(deployment.warehouse)).toEqual(before);
  });

  test('that BigQuery never answers is for later', async () => {
    await using cloud = await openCloudServers();
    const { warehouse } = await cloud.deploy();
    cloud.bigQuery.addFault({ kind: 'status', status: 503, when: { every: 1 } });
    await expect(warehouse.commit([dayCommit(partition('2026-09-01'))])).rejects.toThrow(UnavailableError);
  });
});

function namesOf({ bigQuery }: CloudServers): readonly string[] {
  return bigQuery.jobs.map(({ id }) => id).toSorted((a, b) => (a.includes('commit') ? 1 : a < b ? -1 : 1));
}

/** The names of a dataset's tables and views. */
async function tablesOf({ bigQuery }: CloudServers, { dataset }: Deployment): Promise<readonly string[]> {
  const answer = await fetch(`${bigQuery.url}/bigquery/v2/projects/test-project/datasets/${dataset}/tables`);
  const body: unknown = await answer.json();
  return [...JSON.stringify(body).matchAll(/"tableId":"([^"]+)"/g)].map(([, name = '']) => name);
}

/** As a version deployed it that rechecked nothing. */
async function makeLedgerOlder({ bigQuery }: CloudServers, { dataset }: Deployment): Promise<void> {
  const { BIGQUERY_API_URL: apiEndpoint } = bigQuery.env;
  const client = new BigQuery({ projectId: 'test-project', apiEndpoint, authClient: await signIn(apiEndpoint) });
  const ledger = client.dataset(dataset).table('ingested_days');
  const fields = bigQueryFields(tables.ingested_days.columns).filter(({ name }) => name !== 'checked_at');
  await ledger.delete();
  await ledger.create({ schema: { fields } });
}
