import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changingWorld } from '../../support/changing-world.ts';
import { type LogLine, type ServedFunction, serveFunction } from '../../support/function.ts';
import { readRows, readTables } from '../../support/warehouse-file.ts';

const old = '2026-11-10';
const changed = new Set<string>();
let served: ServedFunction;

beforeAll(async () => {
  let ms = Date.parse('2026-11-21T06:00:00.000Z');
  served = await serveFunction({
    // A clock that moves whenever it is looked at.
    now: () => new Date(ms++),
    world: changingWorld(changed),
    environment: { WIKITRENDS_SINCE: old },
  });
});

afterAll(() => served[Symbol.asyncDispose]());

describe('ingest without parameters rechecks an old day', () => {
  test('when all the others are done, and counts the requests', async () => {
    const { body } = await served.call();
    expect(body).toMatchObject({ complete: true, requests: served.wikimedia.requests.length });
    expect(lines('rechecked')).toMatchObject([
      { severity: 'INFO', project: 'en.wikipedia', view_date: '2026-11-14', outcome: 'same' },
    ]);
  });

  test('and says in its log when the day has changed, but not in its answer; the rows stay', async () => {
    for (const day of ['2026-11-12', '2026-11-13']) changed.add(day);
    const before = await readTables(served.warehouse);
    const nothingElse = { complete: true, remaining: 0, days: [], rows: { top_articles: 0, article_categories: 0 } };
    expect(await served.call()).toMatchObject({ status: 200, body: { ...nothingElse, requests: 3 } });
    expect(lines('rechecked').slice(1)).toMatchObject([
      {
        severity: 'WARNING',
        view_date: '2026-11-13',
        outcome: 'changed',
        message: expect.stringContaining('wikitrends backfill --start 2026-11-13 --end 2026-11-13'),
      },
    ]);
    const { top_articles, article_categories } = await readTables(served.warehouse);
    expect({ top_articles, article_categories }).toEqual({
      top_articles: before.top_articles,
      article_categories: before.article_categories,
    });
    const marked = 'SELECT CAST(view_date AS VARCHAR) FROM ingested_days WHERE changed_at IS NOT NULL';
    expect(await readRows(served.warehouse, marked)).toEqual([['2026-11-13']]);
  });

  test('and says so when the day is no longer there, before it says that it has ended', async () => {
    served.wikimedia.addFault({ kind: 'no-data', when: { match: /all-access/ }, times: 1 });
    const { status, body } = await served.call();
    expect({ status, body }).toMatchObject({ status: 200, body: { complete: true } });
    const line = lines('rechecked').at(-1);
    expect(line).toMatchObject({
      severity: 'WARNING',
      outcome: 'gone',
      message: `${line?.view_date} en.wikipedia is no longer there: Wikimedia has no ranking of it any more. The rows stay as they were loaded`,
    });
    const [[checked] = []] = await readRows(served.warehouse, 'SELECT MAX(epoch_ms(checked_at)) FROM ingested_days');
    const [, finishedAt = ''] = /"finished_at":"([^"]+)"/.exec(JSON.stringify(body)) ?? [];
    expect(Date.parse(finishedAt)).toBeGreaterThan(Number(checked));
  });

  test('and is not failed by it', async () => {
    served.wikimedia.addFault({ kind: 'status', status: 403, when: { kind: 'ranking', every: 1 }, times: 1 });
    expect(await served.call()).toMatchObject({ status: 200, body: { complete: true } });
    expect(lines('recheck_failed')).toMatchObject([
      { severity: 'NOTICE', message: expect.stringMatching(/^a loaded day could not be rechecked, .*403/) },
    ]);
  });
});

test.each(['date=2026-11-10', 'start=2026-11-10&end=2026-11-20'])('ingest?%s rechecks no old day', async (query) => {
  const asked = served.wikimedia.requests.length;
  expect(await served.call(query)).toMatchObject({ status: 200, body: { requests: 0 } });
  expect(served.wikimedia.requests).toHaveLength(asked);
});

test('ingest rechecks no old day while one is failing, but while one is pending', async () => {
  await using fresh = await serveFunction({ lastDay: '2026-11-19', environment: { WIKITRENDS_SINCE: '2026-11-12' } });
  const rechecks = () => fresh.log().filter(({ event }) => event === 'rechecked').length;
  fresh.wikimedia.addFault({ kind: 'truncated-json', when: { match: /all-access\/2026\/11\/18/, every: 1 }, times: 3 });
  expect(await fresh.call()).toMatchObject({ status: 503, body: { remaining: 2 } });
  expect(rechecks()).toBe(0);
  expect(await fresh.call()).toMatchObject({ status: 503, body: { remaining: 1, days: [{ outcome: 'pending' }, {}] } });
  expect(rechecks()).toBe(1);
});

function lines(event: string): readonly LogLine[] {
  return served.log().filter((line) => line.event === event);
}
