import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { UnavailableError } from '../../function/core/errors.ts';
import { dashboardOver, textOf } from '../support/dashboard-over.ts';
import { dayCommit } from '../support/day-commit.ts';
import { openInMemory } from '../support/in-memory.ts';
import { partition } from '../support/partitions.ts';

const top = '/api/v1/top';

async function openStage(options: Parameters<typeof dashboardOver>[1] = {}) {
  const warehouse = await openInMemory();
  await warehouse.commit([dayCommit(partition('2026-11-19'))]);
  return { warehouse, dashboard: await dashboardOver(warehouse, options) };
}

/** Between the first two statements of a page's course, as often as there are views, the day is loaded again with them. */
async function openWrittenStage(views: readonly number[]) {
  const warehouse = await openInMemory();
  await warehouse.commit([dayCommit(partition('2026-11-19'))]);
  const left = [...views];
  const dashboard = await dashboardOver({
    async query(sql) {
      const result = await warehouse.query(sql);
      const next = sql.includes('ORDER BY page.view_date') ? left.shift() : undefined;
      if (next !== undefined) await warehouse.commit([dayCommit(partition('2026-11-19'), { views: next })]);
      return result;
    },
  });
  return { warehouse, dashboard };
}

describe('an answer', () => {
  test('is kept: asked for again, it asks the warehouse for nothing but whether the ledger is another one', async () => {
    const { warehouse, dashboard } = await openStage();
    const first = await dashboard.ask(top);
    const before = dashboard.asked.length;
    expect(await dashboard.ask(top)).toEqual(first);
    expect(dashboard.asked.slice(before)).toEqual([expect.stringContaining('UNIX_MILLIS(checked_at)')]);
    await warehouse.close();
  });

  test.each([
    ['a day more', dayCommit(partition('2026-11-20'))],
    [
      'the day loaded again',
      dayCommit(partition('2026-11-19'), { ledger: { ingested_at: '2026-11-22T06:00:00.000Z' } }),
    ],
    ['other views', dayCommit(partition('2026-11-19'), { views: 2000 })],
  ])('is read again after %s', async (_, commit) => {
    const { warehouse, dashboard } = await openStage();
    await dashboard.ask(top);
    const before = dashboard.asked.length;
    await warehouse.commit([commit]);
    await dashboard.ask(top);
    expect(dashboard.asked.length).toBeGreaterThan(before + 1);
    await warehouse.close();
  });

  test('is another one after a check that found another list upstream', async () => {
    const { warehouse, dashboard } = await openStage();
    const before = await dashboard.ask('/api/v1/days');
    const [project, view_date, run_id] = ['en.wikipedia', '2026-11-19', 'run-1'];
    await warehouse.recordRecheck({
      project,
      view_date,
      run_id,
      checked_at: '2026-11-22T06:00:00.000Z',
      hasChanged: true,
    });
    const after = await dashboard.ask('/api/v1/days');
    expect(textOf(after)).not.toBe(textOf(before));
    expect(textOf(after)).toContain('"changed_at":"2026-11-22T06:00:00.000Z"');
    await warehouse.close();
  });

  test('is another one after midnight, when yesterday is another day', async () => {
    let now = new Date('2026-11-21T23:59:59.000Z');
    const { warehouse, dashboard } = await openStage({ now: () => now });
    const before = await dashboard.ask('/api/v1/days');
    now = new Date('2026-11-22T00:00:00.000Z');
    expect(textOf(await dashboard.ask('/api/v1/days')).length).toBeGreaterThan(textOf(before).length);
    await warehouse.close();
  });

  test('asks the ledger no more often than it is told to', async () => {
    let now = new Date('2026-11-21T06:00:00.000Z');
    const { warehouse, dashboard } = await openStage({ now: () => now, everyMs: 60_000 });
    await dashboard.ask(top);
    const before = dashboard.asked.length;
    now = new Date('2026-11-21T06:00:59.000Z');
    await dashboard.ask(top);
    expect(dashboard.asked.length).toBe(before);
    now = new Date('2026-11-21T06:01:01.000Z');
    await dashboard.ask(top);
    expect(dashboard.asked.length).toBe(before + 1);
    await warehouse.close();
  });

  test('is read once for all who ask at the same time', async () => {
    const { warehouse, dashboard } = await openStage();
    await dashboard.ask('/api/v1/projects');
    const before = dashboard.asked.length;
    await dashboard.ask(top);
    const forOne = dashboard.asked.length - before;
    await dashboard.ask('/api/v1/projects');
    const answers = await Promise.all(Array.from({ length: 50 }, () => dashboard.ask(`${top}?n=2`)));
    expect(new Set(answers.map(textOf)).size).toBe(1);
    expect(dashboard.asked.length - before - forOne - 1).toBeLessThanOrEqual(forOne);
    await warehouse.close();
  });

  test('is of the ledger as it is when it is read, however long ago that was looked at', async () => {
    const { warehouse, dashboard } = await openStage({ everyMs: 60_000 });
    await dashboard.ask('/api/v1/projects');
    await warehouse.commit([dayCommit(partition('2026-11-18')), dayCommit(partition('2026-11-20'))]);
    expect(await dashboard.json('/api/v1/days')).toMatchObject({
      days: ['2026-11-18', '2026-11-19', '2026-11-20'].map((view_date) => ({ view_date, status: 'loaded' })),
    });
    expect(await dashboard.json('/api/v1/range-top')).toMatchObject({ end: '2026-11-20' });
    await warehouse.close();
  });

  test('has nothing of a day that was committed between two of its statements, or all of it', async () => {
    const { warehouse, dashboard } = await openWrittenStage([2000]);
    const answer = await dashboard.json('/api/v1/articles/1001');
    expect(answer).toEqual(await dashboard.json('/api/v1/articles/1001?end=2026-11-19'));
    expect(answer).toMatchObject({ history: [{ views: 2000, views_bound: 2000 }] });
    await warehouse.close();
  });

  test('is refused for now while days are committed again and again under it', async () => {
    const { warehouse, dashboard } = await openWrittenStage([1001, 1002, 1003, 1004]);
    expect(await dashboard.ask('/api/v1/articles/1001')).toMatchObject({
      status: 503,
      headers: { 'Retry-After': '5' },
    });
    await warehouse.close();
  });

  test('that could not be read is not kept', async () => {
    const warehouse = await openInMemory();
    await warehouse.commit([dayCommit(partition('2026-11-19'))]);
    let isThere = true;
    const dashboard = await dashboardOver({
      query(sql) {
        if (isThere) return warehouse.query(sql);
        throw new UnavailableError('The warehouse /secret/path is in use');
      },
    });
    const kept = await dashboard.ask('/api/v1/days');
    isThere = false;
    expect(await dashboard.ask('/api/v1/days'), 'what is known, is known still').toEqual(kept);
    const refused = await dashboard.ask(top);
    expect(refused).toMatchObject({ status: 503, headers: { 'Retry-After': '5' } });
    expect(textOf(refused)).not.toContain('secret');
    isThere = true;
    expect(await dashboard.ask(top)).toMatchObject({ status: 200 });
    await warehouse.close();
  });
});

describe('an ETag', () => {
  test('spares whoever has the answer the answer', async () => {
    const { warehouse, dashboard } = await openStage();
    const { headers } = await dashboard.ask(top);
    const etag = headers.ETag ?? '';
    expect(etag).toMatch(/^"[\w-]{20,}"$/);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await dashboard.ask(top, { headers: { 'if-none-match': tag } });
      expect({ ...answer, body: answer.body.length }).toMatchObject({ status: 304, headers: { ETag: etag }, body: 0 });
    }
    expect(await dashboard.ask(top, { headers: { 'if-none-match': '"other"' } })).toMatchObject({ status: 200 });
    await warehouse.commit([dayCommit(partition('2026-11-20'))]);
    expect(await dashboard.ask(top, { headers: { 'if-none-match': etag } })).toMatchObject({ status: 200 });
    await warehouse.close();
  });

  test('is of the very bytes: those of a compressed answer, or of CSV, have their own', async () => {
    const { warehouse, dashboard } = await openStage();
    const plain = await dashboard.ask(top);
    const compressed = await dashboard.ask(top, { headers: { 'accept-encoding': 'br, gzip' } });
    const csv = await dashboard.ask(`${top}?format=csv`);
    expect(new Set([plain, compressed, csv].map(({ headers }) => headers.ETag)).size).toBe(3);
    expect(compressed.headers).toMatchObject({ 'Content-Encoding': 'gzip', Vary: 'Accept, Accept-Encoding' });
    expect(gunzipSync(compressed.body).toString()).toBe(textOf(plain));
    const unwilling = await dashboard.ask(top, { headers: { 'accept-encoding': 'gzip;q=0, identity' } });
    expect(unwilling.headers).not.toHaveProperty('Content-Encoding');
    await warehouse.close();
  });
});
