import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCloud } from '../../support/cloud.ts';
import { loadDays } from '../../support/dashboard.ts';
import { serveDashboardFunction } from '../../support/dashboard-function.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { partition } from '../../support/partitions.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('the function dashboard', () => {
  test('serves the page and the API, as `wikitrends serve` does', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'days.duckdb');
    await loadDays(file, [dayCommit(partition('2026-11-19'))]);
    await using served = await serveDashboardFunction({ WIKITRENDS_WAREHOUSE: `duckdb:${file}` });
    const page = await fetch(served.url);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
    expect(await page.text()).toMatch(/^<!doctype html>/i);
    const top = await fetch(`${served.url}/api/v1/top?n=2`);
    expect(await top.json()).toMatchObject({ view_date: '2026-11-19', articles: [{ rank: 1 }, { rank: 2 }] });
    const again = await fetch(`${served.url}/api/v1/top?n=2`, {
      headers: { 'if-none-match': top.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
    expect((await fetch(`${served.url}/api/v1/top`, { method: 'POST', body: '{"n":' })).status).toBe(405);
    expect((await fetch(`${served.url}/api/v1/categories/a%2Fb`)).status).toBe(200);
    expect(served.log()).toEqual([]);
  });

  test('reads BigQuery', async () => {
    await using cloud = await openCloud();
    await cloud.warehouse.commit([dayCommit(partition('2026-11-19'))]);
    await using served = await serveDashboardFunction(cloud.environment);
    const top = await fetch(`${served.url}/api/v1/top?n=1`);
    expect(await top.json()).toMatchObject({ view_date: '2026-11-19', articles: [{ rank: 1, page_id: 1001 }] });
    expect(served.log()).toEqual([]);
  });

  test('logs what goes wrong with a request under its trace', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'no.duckdb');
    writeFileSync(file, 'no database');
    const environment = { WIKITRENDS_WAREHOUSE: `duckdb:${file}`, GOOGLE_CLOUD_PROJECT: 'some-project' };
    await using served = await serveDashboardFunction(environment);
    const id = '0af7651916cd43dd8448eb211c80319c';
    const headers = { traceparent: `00-${id}-b7ad6b7169203331-01` };
    expect((await fetch(`${served.url}/api/v1/top`, { headers })).status).toBe(500);
    const trace = `projects/some-project/traces/${id}`;
    expect(served.log()).toMatchObject([{ severity: 'ERROR', 'logging.googleapis.com/trace': trace }]);
  });

  test.each([
    ['WIKITRENDS_TOP', '901'],
    ['WIKITRENDS_WAREHOUSE', 'sqlite:secret.db'],
    ['WIKITRENDS_WAREHOUSE', 'bigquery:some-project.wikitrends'],
  ])('keeps to its log what is wrong with %s=%s', async (name, value) => {
    await using served = await serveDashboardFunction({ [name]: value });
    for (const path of ['/', '/api/v1/top']) {
      const answer = await fetch(`${served.url}${path}`);
      expect({ status: answer.status, body: await answer.json() }).toEqual({
        status: 500,
        body: {
          type: 'about:blank',
          title: 'Internal Server Error',
          status: 500,
          detail: 'There is no answer to this now: the log says why',
        },
      });
    }
    const line = {
      severity: 'ERROR',
      message: expect.stringContaining(name === 'WIKITRENDS_TOP' ? value : 'WIKITRENDS_'),
    };
    expect(served.log()).toMatchObject([line, line]);
  });
});
