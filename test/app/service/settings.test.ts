import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { serveFunction } from '../../support/function.ts';

const said = "The function's settings cannot be used: its log says why";

/** Settings that cannot be used, and what the log says of them. */
const broken: readonly (readonly [string, string, string])[] = [
  ['WIKITRENDS_CONTACT', '', 'WIKITRENDS_CONTACT is not set: Wikimedia asks every operator'],
  ['WIKITRENDS_CONTACT', 'you@example.com', 'WIKITRENDS_CONTACT=you@example.com: a placeholder'],
  ['WIKITRENDS_TOP', '901', 'WIKITRENDS_TOP=901: expected a whole number from 1 to 900'],
  ['WIKITRENDS_SINCE', '2026-02-30', 'WIKITRENDS_SINCE=2026-02-30: Cannot read date'],
  ['WIKITRENDS_SINCE', '2999-01-01', 'WIKITRENDS_SINCE=2999-01-01 lies in the future, today is 2026-11-21'],
  ['WIKITRENDS_PROJECTS', 'en wikipedia', 'WIKITRENDS_PROJECTS=en wikipedia: Cannot read project'],
  ['WIKITRENDS_WAREHOUSE', 'sqlite:secret.db', 'WIKITRENDS_WAREHOUSE=sqlite:secret.db: expected duckdb:<file>'],
  ['WIKITRENDS_WAREHOUSE', 'bigquery:some-project.wikitrends', 'WIKITRENDS_ARCHIVE is not set: BigQuery loads'],
  ['WIKITRENDS_ARCHIVE', 'file:/dev/null/secret', 'Cannot open the archive /dev/null/secret: expected a folder'],
  ['CLOUD_RUN_TIMEOUT_SECONDS', 'soon', 'CLOUD_RUN_TIMEOUT_SECONDS=soon: expected a whole number'],
];

describe('ingest keeps to its log what is wrong with its settings', () => {
  test.each(broken)('%s=%s', async (name, value, reason) => {
    await using served = await serveFunction({ environment: { [name]: value } });
    const { status, headers, body } = await served.call();
    expect({ status, retryAfter: headers.get('retry-after') }).toEqual({ status: 400, retryAfter: null });
    expect(body).toEqual({ run_id: expect.any(String), error: said });
    expect(served.log()).toMatchObject([{ severity: 'ERROR', message: expect.stringContaining(reason) }]);
    expect(served.wikimedia.requests).toEqual([]);
  });

  test('all of them at once', async () => {
    const environment = { WIKITRENDS_TOP: '0', WIKITRENDS_CONCURRENCY: 'many' };
    await using served = await serveFunction({ environment });
    expect(await served.call('date=2026-11-20')).toMatchObject({ status: 400, body: { error: said } });
    expect(served.log()).toMatchObject([
      { severity: 'ERROR', message: expect.stringMatching(/TOP=0.*CONCURRENCY=many/s) },
    ]);
  });

  test('a wiki that does not exist', async () => {
    await using served = await serveFunction({ environment: { WIKITRENDS_PROJECTS: 'en.wikipedia,xx.wikipedia' } });
    expect(await served.call()).toMatchObject({ status: 400, body: { error: said } });
    expect(served.log().at(-1)).toMatchObject({
      severity: 'ERROR',
      message: expect.stringContaining('"xx.wikipedia"'),
    });
  });
});

describe('ingest keeps to its log what is wrong with its warehouse', () => {
  test('a file that is no database, and leaves it as it is', async () => {
    await using served = await serveFunction();
    await writeFile(served.warehouse, 'view_date,project\n2026-11-20,en.wikipedia\n');
    expect(await served.call('date=2026-11-20')).toMatchObject({ status: 400, body: { error: said } });
    const message = `Cannot open the warehouse ${served.warehouse}: it is not a DuckDB database`;
    expect(served.log()).toMatchObject([{ severity: 'ERROR', message }]);
  });

  test('a folder', async () => {
    await using served = await serveFunction();
    await mkdir(served.warehouse);
    expect(await served.call('date=2026-11-20')).toMatchObject({ status: 400, body: { error: said } });
    expect(served.log()).toMatchObject([{ severity: 'ERROR', message: expect.stringContaining(served.warehouse) }]);
  });
});

test('ingest shows a broken setting also where a caller does without it', async () => {
  await using served = await serveFunction({ environment: { WIKITRENDS_PROJECTS: 'en wikipedia' } });
  expect(await served.call('date=2026-11-20&project=fr.wikipedia')).toMatchObject({ status: 400 });
  expect(served.log()).toMatchObject([{ severity: 'ERROR', message: expect.stringContaining('en wikipedia') }]);
});

test('ingest takes days of before a first day that is still to come', async () => {
  await using served = await serveFunction({ environment: { WIKITRENDS_SINCE: '2999-01-01' } });
  expect(await served.call('date=2026-11-20')).toMatchObject({ status: 200, body: { complete: true } });
});
