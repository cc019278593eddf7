import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Running } from '../support/command.ts';
import { holdWarehouse } from '../support/other-process.ts';
import { expectRefusal } from '../support/refusal.ts';
import { openStage, warehouseFile } from '../support/stage.ts';
import { readRows } from '../support/warehouse-file.ts';

const ingest = ['ingest', '--date', '2024-03-01'];
const status = ['status'];
const query = ['query', 'SELECT COUNT(*) AS days FROM ingested_days'];

test.each<readonly [string, string | Buffer]>([
  ['notes.txt', 'Not a database, and long enough to have a header: a line of text, and another one.\n'],
  ['empty.duckdb', ''],
  // DuckDB itself would take each of these for something else, and load into memory what should go to the file.
  ['views.csv', 'article,views\nLantern,12\n'],
  ['views.parquet', 'PAR1, and nothing that follows from it'],
  ['views.json', '[{"article":"Lantern","views":12}]'],
  ['other.sqlite', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4096)])],
])('wikitrends refuses %s, which is no DuckDB database, and leaves it as it is', async (name, content) => {
  await using stage = await openStage();
  await writeFile(stage.path(name), content);
  for (const command of [ingest, status, query]) {
    const ended = await stage.run([...command, '--warehouse', `duckdb:${name}`]);
    expectRefusal(ended, 2, `Cannot open the warehouse ${name}: it is not a DuckDB database`);
    expect(await readFile(stage.path(name))).toEqual(Buffer.from(content));
  }
  expect(await readdir(stage.folder)).toEqual([name]);
  expect(stage.wikimedia.requests).toEqual([]);
});

test.each(['odd.csv', 'odd.sqlite', 'sqlite:odd', 'md:odd', "it's odd ü🎉.duckdb"])(
  'ingest takes the name %s for that of a DuckDB file, whatever it looks like',
  async (name) => {
    await using stage = await openStage();
    expect(await stage.run([...ingest, '--warehouse', `duckdb:${name}`])).toMatchObject({ exitCode: 0 });
    const days = 'SELECT view_date, status FROM ingested_days';
    expect(await readRows(stage.path(name), days)).toEqual([['2024-03-01', 'loaded']]);
  },
);

test.each(['folder', '.'])('wikitrends refuses the folder %s as a warehouse', async (name) => {
  await using stage = await openStage();
  await mkdir(stage.path('folder'));
  for (const command of [ingest, status, query]) {
    const ended = await stage.run([...command, '--warehouse', `duckdb:${name}`]);
    expectRefusal(ended, 2, `Cannot open the warehouse ${name}: expected a file that can be read and written`);
  }
  expect(await readdir(stage.folder, { recursive: true })).toEqual(['folder']);
  expect(stage.wikimedia.requests).toEqual([]);
});

test.each(['/proc/nowhere/new.duckdb', 'plain.txt/new.duckdb'])(
  'ingest refuses the warehouse %s where none can be made, before anybody is asked',
  async (name) => {
    await using stage = await openStage();
    await writeFile(stage.path('plain.txt'), 'plain');
    const ended = await stage.run([...ingest, '--warehouse', `duckdb:${name}`]);
    expectRefusal(ended, 2, `Cannot open the warehouse ${name}: expected a file that can be read and written`);
    expect(await readFile(stage.path('plain.txt'), 'utf8')).toBe('plain');
    expect(stage.wikimedia.requests).toEqual([]);
  },
);

test.each<readonly [string, readonly string[]]>([
  ['query', query],
  ['export', ['export', '--to', 'exported']],
])('%s says how to get a warehouse where there is none, and makes none', async (_, command) => {
  await using stage = await openStage();
  expectRefusal(await stage.run(command), 2, `There is no warehouse ${warehouseFile}`, 'wikitrends ingest');
  expect(await readdir(stage.folder)).toEqual([]);
});

test('status shows a warehouse that is not there as one without days, and makes none', async () => {
  await using stage = await openStage({ settings: { WIKITRENDS_SINCE: '2024-03-01' } });
  expect(await stage.run(status)).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await readdir(stage.folder)).toEqual([]);
});

test('a second process is told that the warehouse is in use, and to try again later', async () => {
  let holder: Running | null = null;
  const held = Promise.withResolvers<void>();
  await using stage = await openStage({
    async onRequest() {
      // The first command waits for an answer, with the warehouse open, until all others have tried.
      held.resolve();
      await holder?.ended;
    },
  });
  holder = stage.start(ingest);
  await held.promise;
  for (const command of [ingest, status, query, ['export', '--to', 'exported']]) {
    expectRefusal(await stage.run(command), 75, `The warehouse ${warehouseFile} is in use by another process`);
  }
  expect(stage.wikimedia.requests.length).toBe(1);
  holder.kill('SIGKILL');
  await holder.ended;
  holder = null;
  expect(await stage.run(ingest)).toMatchObject({ exitCode: 0 });
});

test('ingest waits for whoever is about to be done with the warehouse', async () => {
  await using stage = await openStage();
  await using other = await holdWarehouse(stage.path(warehouseFile), '2024-02-29');
  const waiting = stage.start(ingest);
  await waiting.said(`trying again: The warehouse ${warehouseFile} is in use by another process`);
  await other.end();
  expect(await waiting.ended).toMatchObject({ exitCode: 0 });
  const days = 'SELECT view_date FROM ingested_days ORDER BY view_date';
  expect(await readRows(stage.path(warehouseFile), days)).toEqual([['2024-02-29'], ['2024-03-01']]);
});
