import { describe, expect, test } from 'vitest';
import { addDays, parseDay } from '../../../function/core/day.ts';
import { UsageError } from '../../../function/core/errors.ts';
import { parseProject } from '../../../function/core/partition.ts';
import { askJson } from '../../support/json-client.ts';
import { daysBefore, english, french, partition } from '../../support/partitions.ts';
import { contentOf, countOf, rowsOf } from '../../support/warehouse-rows.ts';
import { rankingPath } from '../../support/wikimedia/client.ts';
import { startWorldRun, yesterday } from '../../support/world-run.ts';

const today = addDays(parseDay(yesterday), 1);
const old = partition('2024-03-31');

describe('topArticles() finds a day without a ranking', () => {
  test.each([
    { age: 1, outcome: 'pending' },
    { age: 6, outcome: 'pending' },
    { age: 7, outcome: 'absent' },
    { age: 1000, outcome: 'absent' },
  ])('$outcome when it is $age days old', async ({ age, outcome }) => {
    const day = partition(addDays(today, -age));
    await using run = await startWorldRun({ wikimedia: { holes: [day] } });
    const { report } = await run.ingest([day]);
    expect(report.days).toMatchObject([{ outcome, view_date: day.day, articles: 0 }]);
    expect(run.wikimedia.requests.filter(({ kind }) => kind === 'categories')).toEqual([]);
  });

  test('and says which list it was that never came', async () => {
    const holes = [partition('2024-03-31'), partition(yesterday)];
    await using run = await startWorldRun({ wikimedia: { holes } });
    const { report } = await run.ingest([...holes].reverse());
    expect(report.days.map(({ reason }) => reason)).toEqual([
      `en.wikipedia has no ranking for ${yesterday} yet; asked again on the next run`,
      'en.wikipedia never got a ranking for 2024-03-31',
    ]);
  });
});

describe('topArticles() takes no word on any day from what is not the API:', () => {
  test.each([
    { what: 'a redirect', status: 301 },
    { what: 'a passing redirect', status: 302 },
    { what: 'a page for people that says 404', status: 404 },
  ])('$what fails old and new days, and nothing is recorded', async ({ status }) => {
    const elsewhere = { kind: 'status', status, when: { kind: 'ranking', every: 1 } } as const;
    await using run = await startWorldRun({ wikimedia: { faults: [elsewhere] } });
    const { report, verdict } = await run.ingest([partition(yesterday), old]);
    expect(verdict).toBe('failed');
    const reason = expect.stringContaining(`answered ${status}`);
    expect(report.days).toMatchObject([
      { outcome: 'failed', reason },
      { outcome: 'failed', reason },
    ]);
    expect(await countOf(run.warehouse, 'ingested_days')).toBe(0);
  });
});

describe('topArticles() of a day that lacks only the desktop list', () => {
  const lacking = { kind: 'no-data', when: { match: /\/desktop\// }, times: 9 } as const;

  test('waits for it while it may still come', async () => {
    await using run = await startWorldRun({ wikimedia: { faults: [lacking] } });
    const { report } = await run.ingest([partition(yesterday)]);
    expect(report.days).toMatchObject([{ outcome: 'pending', reason: expect.stringContaining('no desktop ranking') }]);
    expect(await countOf(run.warehouse, 'ingested_days')).toBe(0);
  });

  test('loads the day without it once it is old, and says so in the ledger', async () => {
    await using run = await startWorldRun({ wikimedia: { faults: [lacking] } });
    expect(await run.ingest([old])).toMatchObject({ verdict: 'done', report: { days: [{ outcome: 'loaded' }] } });
    expect(await rowsOf(run.warehouse, 'ingested_days')).toMatchObject([
      { status: 'loaded', reason: 'no desktop ranking' },
    ]);
    const { rows } = await run.warehouse.query(
      'SELECT COUNT(desktop_views), COUNT(mobile_web_views) > 90 FROM top_articles',
    );
    expect(rows).toEqual([[0, true]]);
  });
});

describe('topArticles() of a project that is no wiki', () => {
  const unknown = partition('2024-03-31', parseProject('xx.wikipedia'));

  test.each([
    { how: 'alone', days: [unknown] },
    { how: 'beside one that is', days: [old, unknown] },
  ])('is wrong usage, and nothing is recorded, $how', async ({ days }) => {
    await using run = await startWorldRun();
    const ingesting = run.ingest(days);
    await expect(ingesting).rejects.toThrow(UsageError);
    await expect(ingesting).rejects.toThrow('There is no wiki "xx.wikipedia": expected one such as en.wikipedia');
    expect(await contentOf(run.warehouse)).toEqual({ top_articles: [], article_categories: [], ingested_days: [] });
    expect(run.wikimedia.requests.filter(({ kind }) => kind === 'ranking')).toEqual([]);
  });
});

test('topArticles() refuses a day whose wiki does not say that it has given every category', async () => {
  const silent = { kind: 'no-batchcomplete', when: { kind: 'categories' } } as const;
  await using run = await startWorldRun({ wikimedia: { faults: [silent] } });
  const { report, verdict } = await run.ingest([old]);
  expect(verdict).toBe('failed');
  expect(report.days).toMatchObject([{ outcome: 'refused' }]);
  expect(report.days[0]?.reason).toMatch(/^structure: categories of \d+ pages are not complete, "/);
  expect(await countOf(run.warehouse, 'top_articles')).toBe(0);
});

test('topArticles() reads several projects in one run, each from its own wiki', async () => {
  await using run = await startWorldRun({ top: 10 });
  const days = [partition('2024-02-29'), partition('2024-02-29', french), partition('2024-02-28')];
  const { report } = await run.ingest(days);
  expect(report.days.map(({ project, view_date, articles }) => `${project} ${view_date} ${articles}`)).toEqual([
    'en.wikipedia 2024-02-29 10',
    'fr.wikipedia 2024-02-29 10',
    'en.wikipedia 2024-02-28 10',
  ]);
  const siteinfo = run.wikimedia.requests.filter(({ kind }) => kind === 'siteinfo');
  expect(siteinfo.map(({ project }) => project)).toEqual([english, french]);
});

test('topArticles() sends no further request once nobody wants more of it', async () => {
  const away = { kind: 'status', status: 503, retryAfter: 3600, when: { kind: 'ranking' } } as const;
  await using run = await startWorldRun({ wikimedia: { faults: [away] } });
  expect(await run.ingest(daysBefore(yesterday, 25))).toMatchObject({ verdict: 'later', report: { remaining: 25 } });
  // In the queue behind whatever might still be waiting there.
  await askJson(run.http, run.wikimedia.url + rankingPath('en.wikipedia', 'desktop', '2026-09-01'));
  expect(run.wikimedia.requests.length).toBeLessThan(15);
});
