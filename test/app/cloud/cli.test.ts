import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readViews } from '../../../function/sql/views.ts';
import { type CloudServers, type Deployment, openCloudServers } from '../../support/cloud.ts';
import { openStage, type Stage } from '../../support/stage.ts';
import { rowsOf } from '../../support/warehouse-rows.ts';

describe('wikitrends with BigQuery', () => {
  let cloud: CloudServers;
  let stage: Stage;
  let deployed: Deployment;

  beforeAll(async () => {
    cloud = await openCloudServers();
    stage = await openStage({ settings: { WIKITRENDS_TOP: '5' } });
    deployed = await cloud.deploy();
  });

  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
    await cloud[Symbol.asyncDispose]();
  });

  test('loads a day, shows it in the status and answers a query', async () => {
    const { environment, bucket, warehouse } = deployed;
    const loaded = await stage.run(['ingest', '--date', '2026-09-01', '--json'], environment);
    expect(loaded.exitCode, loaded.stderr).toBe(0);
    expect(JSON.parse(loaded.stdout)).toMatchObject({ complete: true, days: [{ outcome: 'loaded', articles: 5 }] });
    const status = await stage.run(['status', '--json'], { ...environment, WIKITRENDS_SINCE: '2026-09-01' });
    expect(JSON.parse(status.stdout)).toMatchObject({ projects: [{ counts: { loaded: 1 } }] });
    const sql = 'SELECT COUNT(DISTINCT article) AS articles FROM wiki_data_normal';
    const query = await stage.run(['query', sql, '--format', 'json'], environment);
    expect(JSON.parse(query.stdout)).toEqual([{ articles: 5 }]);
    expect(await rowsOf(warehouse, 'ingested_days')).toMatchObject([{ view_date: '2026-09-01', status: 'loaded' }]);
    expect([...cloud.storage.objects(bucket).keys()].filter((name) => name.startsWith('raw/'))).toEqual([
      'raw/category_data/en.wikipedia/2026-09-01.json.gz',
      'raw/views_data/en.wikipedia/all-access/2026-09-01.json.gz',
      'raw/views_data/en.wikipedia/desktop/2026-09-01.json.gz',
      'raw/views_data/en.wikipedia/mobile-web/2026-09-01.json.gz',
    ]);
  });

  test.each([
    ['daily_top', '--date', '2026-09-01'],
    ['trending', '--date', '2026-09-01'],
    ['range_top', '--start', '2026-08-01', '--end', '2026-09-01'],
  ])('answers %s by its days', async (...asked) => {
    const { exitCode, stdout, stderr } = await stage.run(
      ['query', ...asked, '--limit', '3', '--json'],
      deployed.environment,
    );
    expect(exitCode, stderr).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(3);
    const other = ['query', ...asked, '--project', 'fr.wikipedia', '--json'];
    expect(JSON.parse((await stage.run(other, deployed.environment)).stdout)).toEqual([]);
  });

  test.each(readViews().map(({ name }) => name))('answers the view %s', async (name) => {
    const { exitCode, stderr } = await stage.run(['query', name, '--json'], deployed.environment);
    expect(exitCode, stderr).toBe(0);
  });

  test.each([
    'DELETE FROM top_articles WHERE TRUE',
    'SELECT 1; DELETE FROM ingested_days WHERE TRUE',
    'DROP TABLE ingested_days',
  ])('changes nothing when it is asked to query %s', async (sql) => {
    const { exitCode, stderr } = await stage.run(['query', sql], deployed.environment);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('expected a SELECT, for reading changes nothing');
    expect(await rowsOf(deployed.warehouse, 'top_articles')).not.toEqual([]);
    expect(await rowsOf(deployed.warehouse, 'ingested_days')).not.toEqual([]);
  });

  test('lays a table that nobody deploys on whoever asks for it', async () => {
    const { exitCode, stderr } = await stage.run(['query', 'SELECT * FROM top_artcles'], deployed.environment);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('top_artcles');
    expect(stderr).not.toContain('deploy');
  });

  test('derives a day again from the archive in the bucket', async () => {
    const asked = stage.wikimedia.requests.length;
    const args = ['backfill', '--start', '2026-09-01', '--end', '2026-09-01', '--from-archive', '--force', '--json'];
    const { exitCode, stdout } = await stage.run(args, deployed.environment);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ requests: 0, days: [{ outcome: 'loaded' }] });
    expect(stage.wikimedia.requests).toHaveLength(asked);
  });

  test.each(['ingested_days', 'top_articles', 'article_categories'])(
    'says what to deploy without the table %s',
    async (table) => {
      const { environment, dataset } = await cloud.deploy();
      await fetch(`${cloud.bigQuery.url}/bigquery/v2/projects/test-project/datasets/${dataset}/tables/${table}`, {
        method: 'DELETE',
      });
      const { exitCode, stderr } = await stage.run(['ingest', '--date', '2026-09-01'], environment);
      expect(exitCode).toBe(1);
      expect(stderr).toContain(`Not found: Table test-project:${dataset}.${table}`);
      expect(stderr).toContain('the infrastructure stack makes the dataset');
      expect(stderr).toContain('deploy it first, or correct WIKITRENDS_WAREHOUSE or BIGQUERY_LOCATION');
      expect(stderr).not.toMatch(/^\s+at /m);
    },
  );

  test('says what to deploy without the dataset, or with another location', async () => {
    const { environment } = deployed;
    const elsewhere = { ...environment, BIGQUERY_LOCATION: 'EU' };
    const nowhere = { ...environment, WIKITRENDS_WAREHOUSE: 'bigquery:test-project.nowhere' };
    for (const wrong of [elsewhere, nowhere]) {
      const { exitCode, stderr } = await stage.run(['status'], wrong);
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(
        /Not found: Dataset .*deploy it first, or correct WIKITRENDS_WAREHOUSE or BIGQUERY_LOCATION/,
      );
    }
  });

  test('says that export is for files', async () => {
    const { exitCode, stderr } = await stage.run(['export', '--to', 'files'], deployed.environment);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Cannot export from BigQuery: expected --warehouse duckdb:<file>');
  });

  test('wants a bucket to load through', async () => {
    const { exitCode, stderr } = await stage.run(['status', '--archive', 'file:kept'], deployed.environment);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'WIKITRENDS_ARCHIVE=file:kept: BigQuery loads through it; expected gs://<bucket>[/prefix]',
    );
  });
});
