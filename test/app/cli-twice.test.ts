import { expect, test } from 'vitest';
import type { Report } from '../../function/core/report.ts';
import { daysAgo } from '../support/days.ts';
import { openStage, warehouseFile } from '../support/stage.ts';
import { readRows, readTables, readWholeTables } from '../support/warehouse-file.ts';

const range = ['--start', '2024-02-27', '--end', '2024-03-02'];

test('backfill run twice asks for nothing and changes nothing the second time', async () => {
  await using stage = await openStage();
  expect(await stage.run(['backfill', ...range])).toMatchObject({ exitCode: 0, stdout: '' });
  const asked = stage.wikimedia.requests.length;
  const before = await readWholeTables(stage.path(warehouseFile));
  const again = await stage.run(['backfill', ...range, '--json']);
  expect(again).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('5 days already loaded') });
  const report: Report = JSON.parse(again.stdout);
  expect(report).toMatchObject({ complete: true, requests: 0, rows: { top_articles: 0, article_categories: 0 } });
  expect(report.days.map(({ outcome }) => outcome)).toEqual(Array(5).fill('already_loaded'));
  expect(stage.wikimedia.requests.length).toBe(asked);
  expect(await readWholeTables(stage.path(warehouseFile))).toEqual(before);
});

test('backfill --force loads the same rows again, as a new run', async () => {
  await using stage = await openStage();
  await stage.run(['backfill', ...range]);
  const before = await readTables(stage.path(warehouseFile));
  const forced = await stage.run(['backfill', ...range, '--force', '--json']);
  expect(forced.exitCode).toBe(0);
  const report: Report = JSON.parse(forced.stdout);
  expect(report.days.map(({ outcome }) => outcome)).toEqual(Array(5).fill('loaded'));
  expect(await readTables(stage.path(warehouseFile))).toEqual(before);
  const runs = 'SELECT DISTINCT run_id FROM ingested_days';
  expect(await readRows(stage.path(warehouseFile), runs)).toEqual([[report.run_id]]);
});

test('ingest loads whatever is missing since the first day, newest first, and lists only what it acted on', async () => {
  await using stage = await openStage({ settings: { WIKITRENDS_SINCE: daysAgo(4) } });
  await stage.run(['ingest', '--date', daysAgo(3)]);
  const scheduled = await stage.run(['ingest', '--json']);
  expect(scheduled.exitCode).toBe(0);
  const report: Report = JSON.parse(scheduled.stdout);
  expect(report).toMatchObject({ complete: true, remaining: 0 });
  expect(report.days.map(({ view_date }) => view_date)).toEqual([daysAgo(1), daysAgo(2), daysAgo(4)]);
  const again = await stage.run(['ingest', '--json']);
  expect(again).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('nothing to do: every day is there') });
  expect(JSON.parse(again.stdout)).toMatchObject({ complete: true, requests: 0, days: [] });
});

test('backfill loads several projects side by side, each as if it were alone', async () => {
  await using stage = await openStage();
  const two = ['--project', 'fr.wikipedia,zh.wikipedia,fr.wikipedia'];
  const both = await stage.run(['backfill', ...range, ...two, '--json']);
  expect(both.exitCode).toBe(0);
  const report: Report = JSON.parse(both.stdout);
  const days = report.days.map(({ view_date, project }) => `${view_date} ${project}`);
  expect(days.slice(0, 3)).toEqual(['2024-03-02 fr.wikipedia', '2024-03-02 zh.wikipedia', '2024-03-01 fr.wikipedia']);
  expect(days.length).toBe(10);
  for (const project of ['fr.wikipedia', 'zh.wikipedia']) {
    await stage.run(['backfill', ...range, '--project', project, '--warehouse', `duckdb:${project}.duckdb`]);
  }
  const together = await readTables(stage.path(warehouseFile));
  const alone = [
    await readTables(stage.path('fr.wikipedia.duckdb')),
    await readTables(stage.path('zh.wikipedia.duckdb')),
  ];
  for (const table of ['top_articles', 'article_categories', 'ingested_days'] as const) {
    const lines = alone.flatMap((tables) => tables[table].split('\n'));
    expect(lines.toSorted()).toEqual(together[table].split('\n').toSorted());
  }
});
