import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import type { Report } from '../../function/core/report.ts';
import { daysAgo } from '../support/days.ts';
import { expectRefusal } from '../support/refusal.ts';
import { openStage, type Stage, warehouseFile } from '../support/stage.ts';
import { readRows, readTables } from '../support/warehouse-file.ts';

test('ingest reports a day that is not published yet as pending, and loads it once it is', async () => {
  await using stage = await openStage({ lastDay: daysAgo(2) });
  const yesterday = daysAgo(1);
  const early = await stage.run(['ingest', '--date', yesterday, '--json']);
  const said = `en.wikipedia has no ranking for ${yesterday} yet; asked again on the next run`;
  expect(early).toMatchObject({ exitCode: 75, stderr: expect.stringContaining(`${yesterday}  pending   ${said}`) });
  const day = {
    project: 'en.wikipedia',
    view_date: yesterday,
    outcome: 'pending',
    articles: 0,
    categories: 0,
    reason: said,
  };
  expect(JSON.parse(early.stdout)).toMatchObject({ complete: false, remaining: 1, days: [day] });
  expect(await ledgerOf(stage)).toEqual([]);

  stage.wikimedia.publish(yesterday);
  expect(await stage.run(['ingest', '--date', yesterday])).toMatchObject({ exitCode: 0 });
  expect(await ledgerOf(stage)).toEqual([[yesterday, 'loaded', null]]);
});

test('ingest does not ask for a day that is not over', async () => {
  await using stage = await openStage();
  expectRefusal(await stage.run(['ingest', '--date', daysAgo(0)]), 75, `${daysAgo(0)} is not over yet (days are UTC)`);
  expect(stage.wikimedia.requests).toEqual([]);
});

test('backfill takes "to today" for every day there can be', async () => {
  await using stage = await openStage();
  const { exitCode, stdout } = await stage.run(['backfill', '--start', daysAgo(2), '--end', daysAgo(0), '--json']);
  expect(exitCode).toBe(0);
  const report: Report = JSON.parse(stdout);
  expect(report.days.map(({ view_date }) => view_date)).toEqual([daysAgo(1), daysAgo(2)]);
});

test('ingest records a day that never came as absent, and asks for it again only when forced', async () => {
  const hole = { project: 'en.wikipedia', day: '2024-03-01' };
  await using stage = await openStage({ holes: [hole] });
  const backfill = ['backfill', '--start', '2024-02-29', '--end', '2024-03-02', '--json'];
  const first = await stage.run(backfill);
  const said = 'en.wikipedia never got a ranking for 2024-03-01';
  expect(first.exitCode).toBe(0);
  expect(JSON.parse(first.stdout)).toMatchObject({
    complete: true,
    days: [{}, { outcome: 'absent', reason: said }, {}],
  });
  expect(await ledgerOf(stage)).toEqual([
    ['2024-03-02', 'loaded', null],
    ['2024-03-01', 'absent', said],
    ['2024-02-29', 'loaded', null],
  ]);
  expect(JSON.parse((await stage.run(backfill)).stdout)).toMatchObject({ complete: true, requests: 0 });
  const forced = await stage.run([...backfill, '--force']);
  expect(JSON.parse(forced.stdout).requests).toBeGreaterThan(3);
});

test('ingest refuses a day whose categories are not complete, says why, and loads it on the next run', async () => {
  await using stage = await openStage();
  const ingest = ['ingest', '--date', '2024-03-01', '--json'];
  stage.wikimedia.addFault({ kind: 'no-batchcomplete', when: { kind: 'categories' } });
  const refused = await stage.run(ingest);
  const said = /structure: categories of \d+ pages are not complete/;
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(said) });
  expect(JSON.parse(refused.stdout)).toMatchObject({
    complete: false,
    rows: { top_articles: 0, article_categories: 0 },
    days: [{ outcome: 'refused', articles: 0, reason: expect.stringMatching(said) }],
  });
  expect(await readTables(stage.path(warehouseFile))).toMatchObject({ top_articles: '', article_categories: '' });
  expect(await ledgerOf(stage)).toEqual([['2024-03-01', 'refused', expect.stringMatching(said)]]);

  expect(await stage.run(ingest)).toMatchObject({ exitCode: 0 });
  expect(await ledgerOf(stage)).toEqual([['2024-03-01', 'loaded', null]]);
});

test('ingest --force keeps the rows of a day when the answers have become worse', async () => {
  await using stage = await openStage();
  const ingest = ['ingest', '--date', '2024-03-01'];
  expect(await stage.run(ingest)).toMatchObject({ exitCode: 0 });
  const before = await readTables(stage.path(warehouseFile));
  stage.wikimedia.addFault({ kind: 'no-batchcomplete', when: { kind: 'categories' } });
  expectRefusal(await stage.run([...ingest, '--force']), 1, 'the rows loaded before are kept');
  expect(await readTables(stage.path(warehouseFile))).toEqual(before);
});

test('backfill stops when Wikimedia asks to stay away, keeps what it has, and says to try again later', async () => {
  await using stage = await openStage();
  const backfill = ['backfill', '--start', '2024-02-28', '--end', '2024-03-02'];
  stage.wikimedia.addFault({ kind: 'status', status: 503, retryAfter: 3600, when: { match: /2024\/03\/01/ } });
  expectRefusal(await stage.run(backfill), 75, 'answered 503', 'asks to stay away for 60 minutes', '3 days remaining');
  expect(await ledgerOf(stage)).toEqual([['2024-03-02', 'loaded', null]]);
  expect(await stage.run(backfill)).toMatchObject({ exitCode: 0 });
  expect((await ledgerOf(stage)).length).toBe(4);
});

test('ingest fails for good when Wikimedia will not talk to it', async () => {
  await using stage = await openStage();
  stage.wikimedia.addFault({ kind: 'status', status: 403, when: { every: 1 } });
  expectRefusal(await stage.run(['ingest', '--date', '2024-03-01']), 1, 'answered 403', 'WIKITRENDS_CONTACT');
  expect(await ledgerOf(stage)).toEqual([]);
});

test('backfill records nothing as absent or pending when WIKIMEDIA_API_URL is wrong', async () => {
  await using stage = await openStage();
  const environment = { WIKIMEDIA_API_URL: `${stage.wikimedia.url}/api/rest_v2` };
  const old = await stage.run(['backfill', '--start', '2024-02-20', '--end', '2024-03-02'], environment);
  expectRefusal(old, 1, /2024-03-02 {2}failed {4}.*\/api\/rest_v2\/.* answered 404/, '12 days remaining');
  const newest = await stage.run(['ingest', '--date', daysAgo(1)], environment);
  expectRefusal(newest, 1, `${daysAgo(1)}  failed `, 'answered 404');
  expect(await ledgerOf(stage)).toEqual([]);
});

test('backfill loads every other day when one stays unreadable, and says to try again later', async () => {
  await using stage = await openStage();
  const backfill = ['backfill', '--start', '2024-02-28', '--end', '2024-03-02', '--json'];
  stage.wikimedia.addFault({ kind: 'truncated-json', when: { match: /all-access\/2024\/03\/01/, every: 1 } });
  const ended = await stage.run(backfill);
  expect(ended).toMatchObject({ exitCode: 75, stderr: expect.stringContaining('1 day remaining') });
  const report: Report = JSON.parse(ended.stdout);
  expect(report.days.map(({ outcome }) => outcome)).toEqual(['loaded', 'failed', 'loaded', 'loaded']);
  expect((await ledgerOf(stage)).map(([day]) => day)).toEqual(['2024-03-02', '2024-02-29', '2024-02-28']);
});

test('ingest tries for half a minute when nobody answers, and then says to try again later', async () => {
  await using stage = await openStage();
  const nobody = await closedPort();
  const environment = { MEDIAWIKI_API_URL: `http://127.0.0.1:${nobody}/{project}/w/api.php` };
  const ended = await stage.run(['ingest', '--date', '2024-03-01'], environment);
  expectRefusal(ended, 75, 'try 5 failed, trying again', /2024-03-01 {2}failed {4}No answer from .*ECONNREFUSED/);
  expect(await ledgerOf(stage)).toEqual([]);
});

function ledgerOf(stage: Stage): Promise<readonly (readonly unknown[])[]> {
  const sql = 'SELECT view_date, status, reason FROM ingested_days ORDER BY view_date DESC';
  return readRows(stage.path(warehouseFile), sql);
}

/** A port of this machine that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address instanceof Object ? address.port : 0;
}
