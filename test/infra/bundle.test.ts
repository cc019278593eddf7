import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assets } from '../../function/dashboard/assets.ts';
import packageJson from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };
import { deployBundle, startBundle } from '../support/bundle.ts';
import { openCloud } from '../support/cloud.ts';
import { projectFolder } from '../support/command.ts';
import { dayCommit } from '../support/day-commit.ts';
import { contact, serveFunction } from '../support/function.ts';
import { partition } from '../support/partitions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { rowsOf } from '../support/warehouse-rows.ts';

const framework = '@google-cloud/functions-framework';
const folder = temporaryFolder();
const environment = { WIKITRENDS_CONTACT: contact };

// Half a thousand files, on a disk that others may be using.
beforeAll(() => deployBundle(folder.path), 60_000);

afterAll(() => folder.remove());

describe('writeBundle() writes', () => {
  test('one file of code, its licences, the page and a package.json with its lock', () => {
    const written = readdirSync(folder.path).filter((name) => name !== 'node_modules');
    expect(written.toSorted()).toEqual([
      ...['main.js', 'main.js.LEGAL.txt', 'package-lock.json', 'package.json', 'page'],
    ]);
  });

  test('a package.json that asks for the framework and what browsers get alone, in the versions that are tested here', () => {
    const installed = lock.packages[`node_modules/${framework}`].version;
    expect(JSON.parse(read('package.json'))).toEqual({
      name: 'wikitrends',
      version: packageJson.version,
      private: true,
      type: 'module',
      main: 'main.js',
      engines: { node: '24' },
      dependencies: {
        [framework]: installed,
        morphdom: lock.packages['node_modules/morphdom'].version,
        uplot: lock.packages['node_modules/uplot'].version,
      },
    });
    expect(installed).toMatch(/^\d+\.\d+\.\d+$/);
    expect(packageJson.dependencies[framework]).toBe(installed);
  });

  test('a lock that has all that these need, as it is tested here', () => {
    const { packages } = JSON.parse(read('package-lock.json'));
    const deployed = readdirSync(`${folder.path}/node_modules`, { recursive: true, encoding: 'utf8' })
      .filter((name) => /^((@[^/]+\/)?[^/@]+\/node_modules\/)*(@[^/]+\/)?[^/]+\/package\.json$/.test(name))
      .map((name) => `node_modules/${dirname(name)}`);
    expect(Object.keys(packages).toSorted()).toEqual(['', ...deployed].toSorted());
    const ours: Readonly<Record<string, unknown>> = lock.packages;
    for (const name of deployed) expect(packages[name]).toEqual(ours[name]);
  });

  test('none of what belongs to a laptop, a terminal or a test', () => {
    const code = read('main.js');
    const bundled = new Set([...code.matchAll(/^ *\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)/gm)].map(([, name]) => name));
    expect([...bundled]).toEqual(expect.arrayContaining(['undici', 'p-queue', '@google-cloud/bigquery']));
    for (const name of ['@duckdb/node-api', 'commander', 'cli-progress', 'cli-table3', 'vitest']) {
      expect([...bundled]).not.toContain(name);
    }
    expect(code).not.toContain('DuckDBInstance');
    expect(Buffer.byteLength(code)).toBeLessThan(6_000_000);
  });

  test('nothing of the machine that it is written on', () => {
    expect(read('main.js')).not.toContain(projectFolder);
  });
});

describe('the bundle, started as the platform does', () => {
  test('answers, and says in its log that it has no DuckDB', async () => {
    await using running = await startBundle({ folder: folder.path, environment });
    const { status, body } = await running.call('date=2024-03-01');
    const error = "The function's settings cannot be used: its log says why";
    expect({ status, body }).toEqual({ status: 400, body: { run_id: expect.any(String), error } });
    const { exitCode, log, stderr } = await running.stop();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const message =
      'Cannot open duckdb:wikitrends.duckdb: DuckDB is not part of this deployment; ' +
      'expected bigquery:<gcp project>.<dataset>';
    expect(log).toMatchObject([{ severity: 'ERROR', message }]);
  });

  test('loads days into BigQuery through Cloud Storage', async () => {
    await using stage = await serveFunction();
    await using cloud = await openCloud();
    const settings = { ...stage.environment, ...cloud.environment };
    await using running = await startBundle({ folder: folder.path, environment: settings });
    const range = 'start=2024-02-28&end=2024-03-01';
    expect(await running.call(range)).toMatchObject({ status: 200, body: { complete: true, remaining: 0 } });
    const days = (await rowsOf(cloud.warehouse, 'ingested_days')).map(({ view_date }) => view_date);
    expect(days).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
    expect(await running.call(range)).toMatchObject({ status: 200, body: { requests: 0 } });
    expect(await running.stop()).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('serves the dashboard, its page and its charts, from BigQuery', async () => {
    await using cloud = await openCloud();
    await cloud.warehouse.commit([dayCommit(partition('2026-11-19'))]);
    const settings = { ...cloud.environment, FUNCTION_TARGET: 'dashboard' };
    await using running = await startBundle({ folder: folder.path, environment: settings });
    const ask = (path: string) => fetch(new URL(path, running.url));
    expect(await (await ask('/')).text()).toMatch(/^<!doctype html>/i);
    for (const { path } of assets) expect((await ask(path)).status, path).toBe(200);
    expect(await (await ask('/api/v1/top')).json()).toMatchObject({ view_date: '2026-11-19', status: 'loaded' });
    expect(await running.stop()).toMatchObject({ exitCode: 0, stderr: '', log: [] });
  });

  test('tells callers what they did wrong, and shows no stack', async () => {
    await using running = await startBundle({ folder: folder.path, environment });
    expect(await running.call('date=2026-02-30')).toMatchObject({
      status: 400,
      body: { error: 'Cannot read date "2026-02-30": expected a calendar day such as 2026-09-01' },
    });
    const headers = { 'content-type': 'application/json' };
    const broken = await fetch(running.url, { method: 'POST', body: '{"date"', headers });
    expect(broken.status).toBe(400);
    expect(await broken.text()).not.toMatch(/&nbsp;at |\n +at |node_modules/);
  });
});

function read(name: string): string {
  return readFileSync(`${folder.path}/${name}`, 'utf8');
}
