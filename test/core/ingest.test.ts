import { describe, expect, test } from 'vitest';
import { addDays, parseDay } from '../../function/core/day.ts';
import { daysBefore, french, partition } from '../support/partitions.ts';
import { contentOf, countOf, type Row, rowsOf } from '../support/warehouse-rows.ts';
import { createWorld, type World } from '../support/wikimedia/world.ts';
import { startWorldRun, type WorldRun, yesterday } from '../support/world-run.ts';

const days = daysBefore(yesterday, 3);
const hole = partition('2024-03-31');

describe('ingest() again', () => {
  test('sends no request and changes nothing', async () => {
    await using run = await startWorldRun();
    expect(await run.ingest(days)).toMatchObject({ verdict: 'done', report: { complete: true, remaining: 0 } });
    const before = await everything(run);
    const asked = run.wikimedia.requests.length;
    const { report, verdict } = await run.ingest(days, { runId: 'run-2', requests: () => 0 });
    expect(verdict).toBe('done');
    expect(report).toMatchObject({ complete: true, requests: 0, rows: { top_articles: 0, article_categories: 0 } });
    expect(report.days.map(({ outcome, articles }) => [outcome, articles])).toEqual([
      ['already_loaded', 100],
      ['already_loaded', 100],
      ['already_loaded', 100],
    ]);
    expect(run.wikimedia.requests).toHaveLength(asked);
    expect(await everything(run)).toEqual(before);
  });

  test('gives the same rows when forced, of a new run', async () => {
    await using run = await startWorldRun();
    await run.ingest(days);
    const before = await contentOf(run.warehouse);
    const { report } = await run.ingest(days, { force: true, runId: 'run-2' });
    expect(report.days.map(({ outcome }) => outcome)).toEqual(['loaded', 'loaded', 'loaded']);
    expect(await contentOf(run.warehouse)).toEqual(before);
    const ledger = await rowsOf(run.warehouse, 'ingested_days');
    expect(ledger.map(({ run_id }) => run_id)).toEqual(['run-2', 'run-2', 'run-2']);
  });

  test('loads what is missing, and all is as if it had been loaded at once', async () => {
    await using run = await startWorldRun();
    await run.ingest(days.slice(1, 2));
    await run.ingest(days);
    await using atOnce = await startWorldRun();
    await atOnce.ingest(days);
    expect(await contentOf(run.warehouse)).toEqual(await contentOf(atOnce.warehouse));
    const lists = run.wikimedia.requests.filter(({ kind }) => kind === 'ranking');
    expect(lists).toHaveLength(3 * days.length);
  });

  test('puts what changed upstream in its place when forced, and the hash shows that it did', async () => {
    let factor = 1;
    const base = createWorld();
    const ranking: World['ranking'] = (...asked) =>
      base.ranking(...asked).map((entry) => ({ ...entry, views: entry.views * factor }));
    await using run = await startWorldRun({ wikimedia: { world: { ...base, ranking } } });
    await run.ingest(days);
    const [before] = await rowsOf(run.warehouse, 'ingested_days');
    factor = 2;
    await run.ingest(days, { force: true });
    const [after] = await rowsOf(run.warehouse, 'ingested_days');
    expect(after).toMatchObject({ views: Number(before?.views) * 2, categories: before?.categories });
    expect(after?.content_hash).not.toBe(before?.content_hash);
    expect(await countOf(run.warehouse, 'ingested_days')).toBe(days.length);
  });
});

describe('ingest() of a day that is not there', () => {
  test('records nothing while it may still come, and loads it once it has come', async () => {
    await using run = await startWorldRun({ wikimedia: { lastDay: addDays(parseDay(yesterday), -1) } });
    const first = await run.ingest(days);
    expect(first).toMatchObject({ verdict: 'later', report: { complete: false, remaining: 1 } });
    expect(first.report.days.map(({ outcome }) => outcome)).toEqual(['pending', 'loaded', 'loaded']);
    expect(await countOf(run.warehouse, 'ingested_days')).toBe(2);
    run.wikimedia.publish(yesterday);
    const second = await run.ingest(days);
    expect(second).toMatchObject({ verdict: 'done', report: { complete: true, remaining: 0 } });
    expect(second.report.days.map(({ outcome }) => outcome)).toEqual(['loaded', 'already_loaded', 'already_loaded']);
  });

  test('records that it will never come, and does not ask again unless forced', async () => {
    await using run = await startWorldRun({ wikimedia: { holes: [hole] } });
    const first = await run.ingest([hole]);
    expect(first).toMatchObject({ verdict: 'done', report: { complete: true, days: [{ outcome: 'absent' }] } });
    const reason = 'en.wikipedia never got a ranking for 2024-03-31';
    const none = { articles: 0, categories: 0, views: 0, content_hash: '' };
    expect(await rowsOf(run.warehouse, 'ingested_days')).toMatchObject([{ status: 'absent', reason, ...none }]);
    const asked = run.wikimedia.requests.length;
    const second = await run.ingest([hole]);
    expect(second).toMatchObject({ verdict: 'done', report: { days: [{ outcome: 'absent', reason }] } });
    expect(run.wikimedia.requests).toHaveLength(asked);
    await run.ingest([hole], { force: true });
    expect(run.wikimedia.requests.length).toBeGreaterThan(asked);
  });

  test('asks nobody for one that is not over', async () => {
    await using run = await startWorldRun();
    const today = partition(addDays(parseDay(yesterday), 1));
    const { report, verdict } = await run.ingest([today], { force: true });
    expect(verdict).toBe('later');
    expect(report.days).toMatchObject([{ outcome: 'pending', reason: '2026-11-21 is not over yet (days are UTC)' }]);
    expect(run.wikimedia.requests).toEqual([]);
  });
});

test('ingest() reports days in the order they were asked for, settled ones among the others', async () => {
  await using run = await startWorldRun({ top: 5, wikimedia: { holes: [hole] } });
  const asked = [partition('2024-04-01'), partition('2024-04-01', french), hole, partition('2024-03-31', french)];
  await run.ingest(asked.slice(1, 2));
  const { report } = await run.ingest(asked);
  expect(report.days.map(({ project, view_date, outcome }) => `${project} ${view_date} ${outcome}`)).toEqual([
    'en.wikipedia 2024-04-01 loaded',
    'fr.wikipedia 2024-04-01 already_loaded',
    'en.wikipedia 2024-03-31 absent',
    'fr.wikipedia 2024-03-31 loaded',
  ]);
  const acted = await run.ingest([...asked, partition('2024-03-30')], { listSettled: false });
  expect(acted.report.days.map(({ view_date }) => view_date)).toEqual(['2024-03-30']);
  expect(acted.report).toMatchObject({ complete: true, remaining: 0 });
});

async function everything({ warehouse }: WorldRun): Promise<readonly (readonly Row[])[]> {
  const read = (table: string) => rowsOf(warehouse, table);
  return [await read('top_articles'), await read('article_categories'), await read('ingested_days')];
}
