import { afterAll, beforeAll, expect, test } from 'vitest';
import { daysAgo } from '../support/days.ts';
import { openStage, type Stage, warehouseFile } from '../support/stage.ts';
import { readRows } from '../support/warehouse-file.ts';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ holes: [{ project: 'en.wikipedia', day: '2024-03-01' }] });
});

afterAll(() => stage[Symbol.asyncDispose]());

test.each<readonly [string, readonly string[], string]>([
  ['ingest', ['ingest', '--date', '2024-03-02'], 'loaded'],
  ['backfill', ['backfill', '--start', '2024-03-02', '--end', '2024-03-02'], 'already_loaded'],
  ['backfill --force', ['backfill', '--start', '2024-03-02', '--end', '2024-03-02', '--force'], 'loaded'],
])('%s --json prints the report and nothing else', async (_, command, outcome) => {
  const started = new Date().toISOString();
  const { exitCode, stdout } = await stage.run([...command, '--json']);
  const [counts] = await readRows(
    stage.path(warehouseFile),
    `SELECT articles, categories, (SELECT COUNT(*) FROM top_articles) FROM ingested_days WHERE view_date = '2024-03-02'`,
  );
  const [articles = 0, categories = 0, pages = 0] = (counts ?? []).map(Number);
  expect(exitCode).toBe(0);
  const report: unknown = JSON.parse(stdout);
  const isLoaded = outcome === 'loaded';
  expect(report).toStrictEqual({
    run_id: expect.stringMatching(/^\S{8,}$/),
    started_at: expect.stringMatching(instant),
    finished_at: expect.stringMatching(instant),
    complete: true,
    remaining: 0,
    requests: isLoaded ? expect.any(Number) : 0,
    rows: { top_articles: isLoaded ? pages : 0, article_categories: isLoaded ? categories : 0 },
    days: [{ project: 'en.wikipedia', view_date: '2024-03-02', outcome, articles, categories, reason: null }],
  });
  expect([articles, pages >= articles, categories > articles]).toEqual([20, true, true]);
  expect(report).toSatisfy((times: Record<'started_at' | 'finished_at', string>) => {
    return started <= times.started_at && times.started_at <= times.finished_at;
  });
});

test('ingest counts the requests that it sends, tries included', async () => {
  await using faulty = await openStage({ faults: [{ kind: 'status', status: 500, when: { kind: 'ranking' } }] });
  const { exitCode, stdout, stderr } = await faulty.run(['ingest', '--date', '2024-03-02', '--json']);
  expect(exitCode).toBe(0);
  expect(stderr).toContain('try 1 failed, trying again: ');
  expect(JSON.parse(stdout).requests).toBe(faulty.wikimedia.requests.length);
});

test('backfill says on stderr what it does, a line a day, and nothing on stdout', async () => {
  const { exitCode, stdout, stderr } = await stage.run(['backfill', '--start', '2024-02-29', '--end', '2024-03-01']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
  expect(stderr).toMatch(/^2024-02-29 {2}loaded {4}en\.wikipedia {2}20 articles, \d+ categories$/m);
  expect(stderr).toMatch(/^2024-03-01 {2}absent {4}en\.wikipedia never got a ranking for 2024-03-01$/m);
  expect(stderr).toMatch(/^1 day loaded, 1 day absent$/m);
  // No terminal, no drawing.
  expect(stderr).not.toContain('\u001b');
});

test('status --json counts and lists the days of each project, with its gaps', async () => {
  await using fresh = await openStage({
    lastDay: daysAgo(3),
    holes: [{ project: 'en.wikipedia', day: daysAgo(10) }],
    settings: { WIKITRENDS_SINCE: daysAgo(12) },
  });
  await fresh.run(['backfill', '--start', daysAgo(11), '--end', daysAgo(10)]);
  await fresh.run(['ingest', '--date', daysAgo(6)]);
  fresh.wikimedia.addFault({ kind: 'no-batchcomplete', when: { kind: 'categories' } });
  await fresh.run(['ingest', '--date', daysAgo(7)]);
  await fresh.run(['ingest', '--date', '2024-03-02', '--project', 'fr.wikipedia']);
  const { exitCode, stdout, stderr } = await fresh.run(['status', '--json']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const absent = 'en.wikipedia never got a ranking for ';
  const gap = (status: string, first: number, last: number, reason: unknown = null) => ({
    status,
    start: daysAgo(first),
    end: daysAgo(last),
    days: first - last + 1,
    reason,
  });
  const known = 'missing loaded absent missing missing refused loaded pending pending pending pending pending'.split(
    ' ',
  );
  expect(JSON.parse(stdout)).toStrictEqual({
    warehouse: `duckdb:${warehouseFile}`,
    projects: [
      {
        project: 'en.wikipedia',
        counts: { loaded: 2, pending: 5, absent: 1, refused: 1, missing: 3 },
        gaps: [
          gap('missing', 12, 12),
          gap('absent', 10, 10, absent + daysAgo(10)),
          gap('missing', 9, 8),
          gap('refused', 7, 7, expect.stringContaining('structure: categories of ')),
          gap('pending', 5, 1),
        ],
        days: known.map((status, i) => ({
          view_date: daysAgo(12 - i),
          status,
          reason: expect.toBeOneOf([null, expect.any(String)]),
        })),
      },
      {
        project: 'fr.wikipedia',
        counts: { loaded: 1, pending: 0, absent: 0, refused: 0, missing: 0 },
        gaps: [],
        days: [{ view_date: '2024-03-02', status: 'loaded', reason: null }],
      },
    ],
  });
  const one = await fresh.run(['status', '--json', '--project', 'fr.wikipedia']);
  expect(JSON.parse(one.stdout).projects).toMatchObject([
    { project: 'fr.wikipedia', counts: { loaded: 1, pending: 6, missing: 6 } },
  ]);
});

test('status shows the calendar of a project, a line a month, and its gaps in words', async () => {
  const { exitCode, stdout, stderr } = await stage.run(['status'], { WIKITRENDS_SINCE: '2024-02-28' });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/^en\.wikipedia {2}2024-02-28 … /);
  expect(stdout).toMatch(/^ {2}2024-02 {2} {27}·█$/m);
  expect(stdout).toMatch(/^ {2}2024-03 {2}○█·{29}$/m);
  expect(stdout).toMatch(/^ {4}2024-03-01 {2}absent {2}1 day {2}en\.wikipedia never got a ranking for 2024-03-01$/m);
  expect(stdout).toContain('█ loaded');
});
