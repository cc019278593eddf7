import { expect, test } from 'vitest';
import type { Report } from '../../function/core/report.ts';
import { projectFolder, startProgram } from '../support/command.ts';
import { daysAgo } from '../support/days.ts';
import { openStage, warehouseFile } from '../support/stage.ts';
import { readRows, readWholeTables } from '../support/warehouse-file.ts';

/** As somebody has it who has set nothing at all. */
const untouched = { WIKITRENDS_CONTACT: '', WIKITRENDS_TOP: '' };

test('start without a contact loads a week of the made-up sample, says that it is made up, and shows its newest day', async () => {
  await using stage = await openStage({ settings: untouched });
  const first = await stage.run(['start']);
  expect(first).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('The sample is MADE UP') });
  expect(first.stderr).toContain('WIKITRENDS_CONTACT is not set');
  expect(first.stderr).toContain('7 days loaded');
  expect(stage.wikimedia.requests).toEqual([]);
  const ledger = await readRows(
    stage.path(warehouseFile),
    'SELECT project, view_date, status, articles FROM ingested_days ORDER BY view_date',
  );
  const newest = String(ledger.at(-1)?.[1]);
  const week = Array.from({ length: 7 }, (_, i) => new Date(Date.parse(newest) - (6 - i) * 86_400_000));
  expect(ledger).toEqual(week.map((day) => ['sample.wikipedia', day.toISOString().slice(0, 10), 'loaded', '100']));
  await expectTopTen(stage.path(warehouseFile), first.stdout);
  expect(first.stdout).toContain('The newest day of the made-up sample');
});

test('start a second time shows the same and changes nothing', async () => {
  await using stage = await openStage({ settings: untouched });
  const first = await stage.run(['start']);
  const before = await readWholeTables(stage.path(warehouseFile));
  const second = await stage.run(['start']);
  expect(second).toMatchObject({ exitCode: 0, stdout: first.stdout });
  expect(second.stderr).toContain('7 days already loaded');
  expect(await readWholeTables(stage.path(warehouseFile))).toEqual(before);
});

test('start with a contact loads the last seven days of the project from Wikimedia', async () => {
  await using stage = await openStage();
  const { exitCode, stdout, stderr } = await stage.run(['start', '--project', 'fr.wikipedia']);
  expect(exitCode).toBe(0);
  expect(stderr).not.toContain('MADE UP');
  expect(stdout).toMatch(/^\nThe newest day:\n/);
  const days = 'SELECT project, view_date, status FROM ingested_days ORDER BY view_date DESC';
  const expected = [1, 2, 3, 4, 5, 6, 7].map((ago) => ['fr.wikipedia', daysAgo(ago), 'loaded']);
  expect(await readRows(stage.path(warehouseFile), days)).toEqual(expected);
  await expectTopTen(stage.path(warehouseFile), stdout);
});

test('start shows the newest day there is while yesterday is not published yet, and says to try again', async () => {
  await using stage = await openStage({ lastDay: daysAgo(2) });
  const { exitCode, stdout, stderr } = await stage.run(['start']);
  expect(exitCode).toBe(75);
  expect(stdout).toContain(daysAgo(2));
  expect(stderr).toContain(`${daysAgo(1)}  pending `);
});

test('start loads the sample also where more articles are wanted than it has', async () => {
  await using stage = await openStage({ settings: { ...untouched, WIKITRENDS_TOP: '900' } });
  const { exitCode, stdout } = await stage.run(['start', '--json']);
  expect(exitCode).toBe(0);
  const report: Report = JSON.parse(stdout);
  expect(report.days.map(({ outcome, articles }) => `${outcome} ${articles}`)).toEqual(Array(7).fill('loaded 100'));
});

test('start --json prints the report and no table', async () => {
  await using stage = await openStage({ settings: untouched });
  const { exitCode, stdout } = await stage.run(['start', '--json']);
  expect(exitCode).toBe(0);
  const report: Report = JSON.parse(stdout);
  expect(report).toMatchObject({ complete: true, requests: 0, remaining: 0 });
  expect(report.days.map(({ outcome }) => outcome)).toEqual(Array(7).fill('loaded'));
});

test('npm start is start, on the warehouse of the settings', async () => {
  await using stage = await openStage();
  const environment = { WIKITRENDS_WAREHOUSE: `duckdb:${stage.path(warehouseFile)}` };
  const ended = await startProgram('npm', ['start', '--silent'], { folder: projectFolder, environment }).ended;
  expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('The sample is MADE UP') });
  await expectTopTen(stage.path(warehouseFile), ended.stdout);
});

/** The table lists the ten first articles of the newest day, in their order. */
async function expectTopTen(file: string, stdout: string): Promise<void> {
  const sql = `SELECT project, view_date, article_rank, page_title, views, category_count FROM top_articles
    WHERE article_rank <= 10 AND view_date = (SELECT MAX(view_date) FROM ingested_days) ORDER BY article_rank`;
  const cells = stdout.split('\n').map((line) => line.split('│').map((cell) => cell.trim()));
  const shown = cells.filter((row) => row.length > 1).map((row) => row.slice(1, -1));
  const head = ['project', 'view_date', 'rank', 'article', 'views', 'categories'];
  expect(shown).toEqual([head, ...(await readRows(file, sql))]);
}
