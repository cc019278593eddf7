import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedFunction, serveFunction } from '../../support/function.ts';
import { readWholeTables } from '../../support/warehouse-file.ts';

let served: ServedFunction;

beforeAll(async () => {
  served = await serveFunction({ environment: { WIKITRENDS_SINCE: '2026-11-17' } });
  await served.call('date=2026-11-19');
});

afterAll(() => served[Symbol.asyncDispose]());

const loaded = (view_date: string) => ({ view_date, outcome: 'loaded', articles: 5 });

describe('ingest without parameters', () => {
  test('loads whatever is missing since the first day, and lists only the days that it acted on, newest first', async () => {
    const { status, body } = await served.call();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      complete: true,
      remaining: 0,
      days: [loaded('2026-11-20'), loaded('2026-11-18'), loaded('2026-11-17')],
    });
  });

  test('again asks nobody and changes nothing', async () => {
    const asked = served.wikimedia.requests.length;
    const before = await readWholeTables(served.warehouse);
    expect(await served.call()).toMatchObject({
      status: 200,
      body: {
        complete: true,
        remaining: 0,
        requests: 0,
        rows: { top_articles: 0, article_categories: 0 },
        days: [],
      },
    });
    expect(served.wikimedia.requests.length).toBe(asked);
    expect(await readWholeTables(served.warehouse)).toEqual(before);
  });

  test('loads all of it again when it is forced to', async () => {
    const { body } = await served.call('force=true');
    const days = ['2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17'];
    expect(body).toMatchObject({ complete: true, days: days.map(loaded) });
  });
});

test('ingest of a range that is there lists all of it, and asks nobody', async () => {
  const asked = served.wikimedia.requests.length;
  const there = { project: 'en.wikipedia', outcome: 'already_loaded', articles: 5, reason: null };
  expect(await served.call('start=2026-11-18&end=2026-11-19')).toMatchObject({
    status: 200,
    body: {
      complete: true,
      requests: 0,
      days: [
        { ...there, view_date: '2026-11-19' },
        { ...there, view_date: '2026-11-18' },
      ],
    },
  });
  expect(served.wikimedia.requests.length).toBe(asked);
});

test('ingest counts the requests of each call alone', async () => {
  await using fresh = await serveFunction();
  for (const day of ['2026-11-18', '2026-11-19', '2026-11-20']) {
    const before = fresh.wikimedia.requests.length;
    const { body } = await fresh.call(`date=${day}`);
    expect(body).toMatchObject({ requests: fresh.wikimedia.requests.length - before });
  }
});
