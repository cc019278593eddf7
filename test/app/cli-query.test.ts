import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectFolder, startProgram } from '../support/command.ts';
import { openStage, type Stage, warehouseFile } from '../support/stage.ts';
import { readRows } from '../support/warehouse-file.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.run(['backfill', '--start', '2024-03-01', '--end', '2024-03-02']);
});

afterAll(() => stage[Symbol.asyncDispose]());

const days = 'SELECT project, view_date, articles, reason FROM ingested_days ORDER BY view_date';
const rows = ['2024-03-01', '2024-03-02'].map((view_date) => {
  return { project: 'en.wikipedia', view_date, articles: 20, reason: null };
});

test('query runs a statement', async () => {
  expect(await jsonOf(days)).toEqual(rows);
  expect(await jsonOf(`${days};`)).toEqual(rows);
});

test('query runs a file', async () => {
  await writeFile(stage.path('days.sql'), `-- The days.\n${days}\n`);
  expect(await jsonOf('days.sql')).toEqual(rows);
});

test('query puts the warehouse where a statement or file says {{dataset}}', async () => {
  await writeFile(stage.path('placed.sql'), days.replace('FROM ', 'FROM {{dataset}}.'));
  expect(await jsonOf('placed.sql')).toEqual(rows);
  expect(await jsonOf(days.replace('FROM ', 'FROM {{dataset}}.'))).toEqual(rows);
});

test.each(['top_articles', 'article_categories', 'ingested_days', 'wiki_data_normal'])(
  'query shows the whole of %s by its name',
  async (name) => {
    const [counted] = await readRows(stage.path(warehouseFile), `SELECT COUNT(*) FROM ${name}`);
    expect((await jsonOf(name)).length).toBe(Number(counted?.[0]));
  },
);

test('query prints a table unless told otherwise', async () => {
  const { exitCode, stdout, stderr } = await stage.run(['query', days]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const [, head = '', , first = ''] = stdout.split('\n');
  expect(head.split('│').map((cell) => cell.trim())).toEqual(['', 'project', 'view_date', 'articles', 'reason', '']);
  expect(first.split('│').map((cell) => cell.trim())).toEqual(['', 'en.wikipedia', '2024-03-01', '20', '', '']);
  expect(stdout).not.toContain('\u001b');
});

test('query cuts a long table short and says so, but no other format', async () => {
  const { stdout, stderr } = await stage.run(['query', 'SELECT * FROM range(1200) AS numbers (n)']);
  expect(stderr).toBe('200 more rows: --format csv or json prints them all\n');
  expect(stdout).not.toContain('1000');
  expect((await jsonOf('SELECT * FROM range(1200) AS numbers (n)')).length).toBe(1200);
});

test('query of a view says on stderr which days are not loaded, and else nothing', async () => {
  const loaded = await stage.run(['query', 'daily_top', '--start', '2024-03-01', '--end', '2024-03-02']);
  expect(loaded).toMatchObject({ exitCode: 0, stderr: '' });
  const none = await stage.run(['query', 'trending', '--date', '2026-10-01', '--json']);
  const said = '2026-10-01 is not loaded: see wikitrends status\n';
  expect(none).toMatchObject({ exitCode: 0, stdout: '[]\n', stderr: said });
  const some = await stage.run(['query', 'range_top', '--start', '2024-02-29', '--end', '2024-03-02', '--json']);
  expect(some).toMatchObject({ exitCode: 0, stderr: '1 of 3 days are not loaded: see wikitrends status\n' });
  expect(JSON.parse(some.stdout).length).toBeGreaterThan(0);
});

test('query gives an answer without rows its columns', async () => {
  const nothing = `${days.replace('ORDER BY', `WHERE project = 'xx' ORDER BY`)}`;
  expect(await jsonOf(nothing)).toEqual([]);
  expect((await stage.run(['query', nothing, '--format', 'csv'])).stdout).toBe(
    '"project","view_date","articles","reason"\n',
  );
  expect((await stage.run(['query', nothing])).stdout).toContain('view_date');
});

test('query --json is query --format json', async () => {
  expect(JSON.parse((await stage.run(['query', days, '--json'])).stdout)).toEqual(rows);
});

test('query takes no harm from a reader that has seen enough', async () => {
  const pipe = `"$0" function/cli.ts query wiki_data_normal --format csv --warehouse "duckdb:$1" | head -n 1`;
  const args = ['-o', 'pipefail', '-c', pipe, process.execPath, stage.path(warehouseFile)];
  const ended = await startProgram('bash', args, { folder: projectFolder }).ended;
  expect(ended).toEqual({
    exitCode: 0,
    signal: null,
    stdout: '"view_date","project","article","category","is_hidden","rank","views"\n',
    stderr: '',
  });
});

async function jsonOf(what: string): Promise<readonly unknown[]> {
  const { exitCode, stdout, stderr } = await stage.run(['query', what, '--format', 'json']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout);
}
