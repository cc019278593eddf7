import { describe, expect, test } from 'vitest';
import { dayCommit } from '../../support/day-commit.ts';
import { type Move, movable, openMove } from '../../support/moved-days.ts';
import { daysBefore, partition } from '../../support/partitions.ts';
import { countOf, rowsOf } from '../../support/warehouse-rows.ts';

const friday = partition('2026-11-20');
const thursday = partition('2026-11-19');

describe('daysOf() has a day refused', () => {
  test.each([
    [
      'a page is gone',
      'DELETE FROM {{dataset}}.top_articles WHERE rank = 2',
      'its rows have 2 articles, and its ledger says 3; its rows have 2000 views, and its ledger says 3000',
    ],
    [
      'a category is gone',
      "DELETE FROM {{dataset}}.article_categories WHERE article = 'Article_2' AND is_hidden",
      'its rows have 5 categories, and its ledger says 6',
    ],
    [
      'all rows are gone',
      'DELETE FROM {{dataset}}.top_articles; DELETE FROM {{dataset}}.article_categories',
      'its rows have 0 articles, and its ledger says 3; its rows have 0 categories, and its ledger says 6; ' +
        'its rows have 0 views, and its ledger says 3000',
    ],
    [
      'a page is there twice',
      'INSERT INTO {{dataset}}.top_articles SELECT * FROM {{dataset}}.top_articles WHERE rank = 1',
      'its rows have 4 articles, and its ledger says 3; its rows have 4000 views, and its ledger says 3000',
    ],
    [
      'views were changed',
      'UPDATE {{dataset}}.top_articles SET views = views + 1 WHERE rank = 3',
      'its rows have 3001 views, and its ledger says 3000',
    ],
    [
      'the ledger was changed',
      'UPDATE {{dataset}}.ingested_days SET articles = 4',
      'its rows have 3 articles, and its ledger says 4',
    ],
  ])('of which %s, and says what does not fit', async (_, damage, reason) => {
    await using move = await openMove();
    await move.origin.commit([dayCommit(friday)]);
    const sound = await movable(move.origin);
    await move.origin.query(damage);
    const { report, verdict } = await move.move([friday]);
    expect(verdict).toBe('failed');
    expect(report.days).toMatchObject([{ outcome: 'refused', articles: 0, reason }]);
    expect(await rowsOf(move.target, 'ingested_days')).toMatchObject([{ status: 'refused', reason }]);
    await expectNoRows(move);

    // Repaired, the day goes over like any other.
    await move.origin.commit([dayCommit(friday)]);
    expect(await move.move([friday])).toMatchObject({ verdict: 'done' });
    expect(await movable(move.target)).toEqual(sound);
  });

  test('and keeps what the other warehouse has of it', async () => {
    await using move = await openMove();
    await move.origin.commit([dayCommit(friday)]);
    await move.target.commit([dayCommit(friday)]);
    const before = await movable(move.target);
    await move.origin.query('UPDATE {{dataset}}.ingested_days SET views = 1');
    const { report } = await move.move([friday], { force: true });
    const reason = 'its rows have 3000 views, and its ledger says 1; the rows loaded before are kept';
    expect(report.days).toMatchObject([{ outcome: 'refused', reason }]);
    expect(await movable(move.target)).toEqual(before);
  });
});

describe('daysOf() fails a day alone', () => {
  test('that the ledger has twice', async () => {
    await using move = await openMove();
    await move.origin.commit([dayCommit(friday), dayCommit(thursday)]);
    await move.origin.query(
      "INSERT INTO {{dataset}}.ingested_days SELECT * FROM {{dataset}}.ingested_days WHERE view_date = '2026-11-20'",
    );
    const { report, verdict } = await move.move([friday, thursday]);
    expect(verdict).toBe('failed');
    const reason = 'The ledger of duckdb::memory: has 2 rows for en.wikipedia on 2026-11-20';
    expect(report.days).toMatchObject([{ outcome: 'failed', reason }, { outcome: 'loaded' }]);
  });

  test('that the ledger does not have', async () => {
    await using move = await openMove();
    await move.origin.commit([dayCommit(thursday)]);
    const { report } = await move.move([friday, thursday]);
    const reason = 'The ledger of duckdb::memory: has 0 rows for en.wikipedia on 2026-11-20';
    expect(report.days).toMatchObject([{ outcome: 'failed', reason }, { outcome: 'loaded' }]);
  });

  test('that was refused there, for it is no data', async () => {
    await using move = await openMove();
    const nothing = { articles: 0, categories: 0, views: 0, reason: 'structure: 2 articles instead of 3' };
    await move.origin.commit([dayCommit(friday, { articles: 0, ledger: { status: 'refused', ...nothing } })]);
    const { report, verdict } = await move.move([friday]);
    expect(verdict).toBe('failed');
    const reason = 'duckdb::memory: refused en.wikipedia on 2026-11-20: structure: 2 articles instead of 3';
    expect(report.days).toMatchObject([{ outcome: 'failed', reason }]);
    expect(await countOf(move.target, 'ingested_days')).toBe(0);
    await expectNoRows(move);
  });
});

test('daysOf() reads no further than two days ahead once it is told to stop', async () => {
  await using move = await openMove();
  const days = daysBefore('2026-11-20', 9);
  await move.origin.commit(days.map((day) => dayCommit(day)));
  const stop = new AbortController();
  const { report } = await move.move(days, {
    signal: stop.signal,
    onEvent: ({ type }) => type === 'read' && stop.abort(),
  });
  expect(report).toMatchObject({
    complete: false,
    remaining: 8,
    days: [{ view_date: '2026-11-20', outcome: 'loaded' }],
  });
  expect(await move.move(days)).toMatchObject({ report: { complete: true } });
  expect(await movable(move.target)).toEqual(await movable(move.origin));
});

async function expectNoRows({ target }: Move): Promise<void> {
  expect(await countOf(target, 'top_articles')).toBe(0);
  expect(await countOf(target, 'article_categories')).toBe(0);
}
