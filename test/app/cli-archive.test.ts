import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Report } from '../../function/core/report.ts';
import { openStage, type Stage, warehouseFile } from '../support/stage.ts';
import { readRows, readTables } from '../support/warehouse-file.ts';

const range = ['--start', '2024-02-27', '--end', '2024-03-02'];
const archive = ['--archive', 'file:archive'];
const fromArchive = [...archive, '--from-archive', '--warehouse', 'duckdb:derived.duckdb', '--json'];

test.each(['true', 'false'])(
  'backfill --from-archive derives the same tables without a contact and without the network, device shares %s',
  async (shares) => {
    await using stage = await openStage({
      settings: { WIKITRENDS_DEVICE_SHARES: shares },
      holes: [{ project: 'en.wikipedia', day: '2024-03-01' }],
    });
    expect(await stage.run(['backfill', ...range, ...archive])).toMatchObject({ exitCode: 0 });
    const asked = stage.wikimedia.requests.length;
    const derive = [...archive, '--from-archive', '--warehouse', 'duckdb:derived.duckdb'];
    const derived = await stage.run(['backfill', ...range, ...derive, '--json'], { WIKITRENDS_CONTACT: '' });
    expect(derived.exitCode).toBe(0);
    expect(JSON.parse(derived.stdout)).toMatchObject({ complete: true, requests: 0 });
    expect(await readTables(stage.path('derived.duckdb'))).toEqual(await readTables(stage.path(warehouseFile)));
    expect(stage.wikimedia.requests.length).toBe(asked);
  },
);

test('ingest --from-archive derives what the archive has, and not a day more', async () => {
  await using stage = await openStage({ settings: { WIKITRENDS_SINCE: '2024-01-01' } });
  await stage.run(['backfill', ...range, ...archive]);
  const derive = ['ingest', ...archive, '--from-archive', '--warehouse', 'duckdb:derived.duckdb', '--json'];
  const derived = await stage.run(derive);
  expect(derived.exitCode).toBe(0);
  expect(JSON.parse(derived.stdout).days.length).toBe(5);
  expect(await readTables(stage.path('derived.duckdb'))).toEqual(await readTables(stage.path(warehouseFile)));
});

test('backfill with an archive keeps the rankings byte for byte as they were received', async () => {
  await using stage = await openStage();
  await stage.run(['ingest', '--date', '2024-03-01', ...archive]);
  for (const access of ['all-access', 'desktop', 'mobile-web'] as const) {
    const path = `api/rest_v1/metrics/pageviews/top/en.wikipedia/${access}/2024/03/01`;
    const headers = { 'user-agent': 'test (tests@wikitrends.invalid)' };
    const received = await (await fetch(`${stage.wikimedia.url}/${path}`, { headers })).text();
    expect(await keptIn(stage, `views_data/en.wikipedia/${access}`)).toBe(received);
  }
  const titles = await readRows(stage.path(warehouseFile), 'SELECT article FROM top_articles');
  const kept: readonly { asked: string }[] = JSON.parse(await keptIn(stage, 'category_data/en.wikipedia'));
  expect(kept.map(({ asked }) => asked)).toEqual(expect.arrayContaining(titles.flat()));
});

test('backfill --from-archive reads plain JSON as well', async () => {
  await using stage = await openStage();
  await stage.run(['backfill', ...range, ...archive]);
  for (const file of await archivedIn(stage)) {
    await writeFile(file.replace(/\.gz$/, ''), gunzipSync(await readFile(file)));
    await rm(file);
  }
  expect(await stage.run(['backfill', ...range, ...fromArchive])).toMatchObject({ exitCode: 0 });
  expect(await readTables(stage.path('derived.duckdb'))).toEqual(await readTables(stage.path(warehouseFile)));
});

test('backfill --from-archive fails a day that the archive has spoilt, and loads the others', async () => {
  await using stage = await openStage();
  await stage.run(['backfill', ...range, ...archive]);
  const [first = '', second = ''] = ['2024-03-01', '2024-02-28'];
  await writeFile(stage.path(`archive/raw/category_data/en.wikipedia/${first}.json.gz`), 'spoilt');
  await rm(stage.path(`archive/raw/views_data/en.wikipedia/all-access/${second}.json.gz`));
  const { exitCode, stdout, stderr } = await stage.run(['backfill', ...range, ...fromArchive]);
  expect(exitCode).toBe(1);
  expect(stderr).not.toMatch(/\n\s+at /);
  const report: Report = JSON.parse(stdout);
  expect(report).toMatchObject({ complete: false, remaining: 2 });
  expect(report.days.map(({ outcome }) => outcome)).toEqual(['loaded', 'failed', 'loaded', 'failed', 'loaded']);
  expect(report.days[1]?.reason).toMatch(
    /^Cannot read raw\/category_data\/en\.wikipedia\/2024-03-01\.json in file:archive/,
  );
  expect(report.days[3]?.reason).toMatch(
    /^file:archive has the titles but not the ranking of en\.wikipedia for 2024-02-28/,
  );
});

test('ingest --from-archive passes over files that are not of a day', async () => {
  await using stage = await openStage({ settings: { WIKITRENDS_SINCE: '2024-01-01' } });
  await stage.run(['ingest', '--date', '2024-03-01', ...archive]);
  for (const name of ['notes.json', '.DS_Store', '2024-02-28.json.gz.killed.tmp']) {
    await writeFile(stage.path(`archive/raw/category_data/en.wikipedia/${name}`), '{}');
  }
  const { exitCode, stdout } = await stage.run(['ingest', ...fromArchive]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ complete: true, days: [{ view_date: '2024-03-01', outcome: 'loaded' }] });
});

async function archivedIn(stage: Stage): Promise<readonly string[]> {
  const files = await readdir(stage.path('archive'), { recursive: true, withFileTypes: true });
  return files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
}

/** What the archive holds of 2024-03-01, unpacked. */
async function keptIn(stage: Stage, folder: string): Promise<string> {
  return gunzipSync(await readFile(stage.path(`archive/raw/${folder}/2024-03-01.json.gz`))).toString('utf8');
}
