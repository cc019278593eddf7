import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { FailedError } from '../../../function/core/errors.ts';
import type { DayCommit } from '../../../function/core/warehouse.ts';
import { type DuckDbWarehouse, openDuckDb } from '../../../function/warehouses/duckdb/warehouse.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { french, partition } from '../../support/partitions.ts';
import { countOf, type Row, rowsOf } from '../../support/warehouse-rows.ts';

describe('commit()', () => {
  test('writes every value as it was given', async () => {
    await using warehouse = await inMemory();
    const commit = dayCommit(partition('2024-02-29'), { articles: 1 });
    await warehouse.commit([commit]);
    expect(await rowsOf(warehouse, 'top_articles')).toEqual(commit.batches.top_articles);
    expect(await rowsOf(warehouse, 'ingested_days')).toEqual([commit.ledger]);
    const { article, fetched_at } = commit.batches.article_categories[0] ?? {};
    const category = { view_date: '2024-02-29', project: 'en.wikipedia', article, fetched_at };
    expect(await rowsOf(warehouse, 'article_categories')).toEqual([
      { ...category, category: 'Articles with short description', is_hidden: true },
      { ...category, category: 'Living people', is_hidden: false },
    ]);
  });

  test.each(awkwardTexts())('keeps the text %j as it is', async (text) => {
    await using warehouse = await inMemory();
    const commit = dayCommit(partition('2026-09-01'), { articles: 1, ledger: { reason: text } });
    const named = commit.batches.article_categories.map((row) => ({ ...row, article: text, visible: [text] }));
    await warehouse.commit([{ ...commit, batches: { ...commit.batches, article_categories: named } }]);
    const { rows } = await warehouse.query(`SELECT article, category, reason FROM article_categories, ingested_days
      WHERE NOT is_hidden`);
    expect(rows).toEqual([[text, text, text]]);
  });

  test('replaces the days it is given', async () => {
    await using warehouse = await inMemory();
    await warehouse.commit([dayCommit(partition('2026-09-01'), { articles: 5, views: 10 })]);
    const young = dayCommit(partition('2026-09-01'), { articles: 2, views: 20, runId: 'run-2' });
    await warehouse.commit([young]);
    expect(await rowsOf(warehouse, 'top_articles')).toEqual(young.batches.top_articles);
    expect(await countOf(warehouse, 'article_categories')).toBe(4);
    expect(await rowsOf(warehouse, 'ingested_days')).toEqual([young.ledger]);
  });

  test('changes nothing when it is repeated', async () => {
    await using warehouse = await inMemory();
    const days = ['2026-09-02', '2026-09-01'].map((day) => dayCommit(partition(day)));
    await warehouse.commit(days);
    const before = await everything(warehouse);
    await warehouse.commit(days);
    expect(await everything(warehouse)).toEqual(before);
  });

  test('leaves other days alone, and other projects', async () => {
    await using warehouse = await inMemory();
    const others = [partition('2026-08-31'), partition('2026-09-02'), partition('2026-09-01', french)];
    await warehouse.commit(others.map((other) => dayCommit(other)));
    const before = await everything(warehouse);
    // Days on both sides of one that is not given.
    await warehouse.commit([dayCommit(partition('2026-09-03')), dayCommit(partition('2026-09-01'))]);
    const isOther = (row: Row) => others.some(({ project, day }) => row.project === project && row.view_date === day);
    const after = await everything(warehouse);
    expect(after.map((rows) => rows.filter(isOther))).toEqual(before);
    expect(after[2]).toHaveLength(5);
  });

  test('takes a day without rows: the ledger alone says what became of it', async () => {
    await using warehouse = await inMemory();
    const absent = dayCommit(partition('2026-09-01'), { articles: 0, ledger: { status: 'absent', reason: 'a hole' } });
    await warehouse.commit([dayCommit(partition('2026-09-01'))]);
    await warehouse.commit([absent]);
    expect(await everything(warehouse)).toEqual([[], [], [absent.ledger]]);
  });
});

describe('commit() leaves no trace and the days of before when it dies', () => {
  const loaded = dayCommit(partition('2026-09-01'), { articles: 2 });
  const next = dayCommit(partition('2026-09-01'), { articles: 4000, runId: 'run-2' });
  const other = dayCommit(partition('2026-09-02'));

  test.each([
    { where: 'a figure that is none', days: [other, withLastArticle(next, { views: Number.NaN })] },
    { where: 'an article without a title', days: [other, withLastArticle(next, { article: undefined })] },
    {
      where: 'a ledger row without its hash',
      days: [other, { ...next, ledger: { ...next.ledger, content_hash: undefined } }],
    },
    { where: 'a time that is none', days: [other, { ...next, ledger: { ...next.ledger, ingested_at: 'now' } }] },
  ])('at $where', async ({ days }) => {
    await using warehouse = await inMemory();
    await warehouse.commit([loaded]);
    const before = await everything(warehouse);
    // Rows that TypeScript would refuse, as a bug would give them.
    await expect(warehouse.commit(days as readonly DayCommit[])).rejects.toThrow(FailedError);
    await collectGarbage();
    expect(await everything(warehouse)).toEqual(before);
    await warehouse.commit([next, other]);
    expect(await countOf(warehouse, 'top_articles')).toBe(4003);
  });

  test('at any of its statements', async () => {
    await using warehouse = await inMemory();
    await warehouse.commit([loaded]);
    const before = await everything(warehouse);
    let failed = 0;
    while (await failsAtStatement(failed, warehouse, [next, other])) {
      expect(await everything(warehouse), `statement ${failed}`).toEqual(before);
      failed += 1;
    }
    // The script that begins and deletes, and the one that unfolds and commits.
    expect(failed).toBe(2);
    expect(await countOf(warehouse, 'top_articles')).toBe(4003);
  });
});

/** Commits with a connection that fails at the n-th statement; false when there are no more than n. */
async function failsAtStatement(n: number, warehouse: DuckDbWarehouse, days: readonly DayCommit[]): Promise<boolean> {
  const { connection } = warehouse;
  const run = connection.run.bind(connection);
  let statements = 0;
  connection.run = async (sql) => {
    if (statements++ === n) throw new Error('the disk is full');
    return run(sql);
  };
  try {
    await warehouse.commit(days);
    return false;
  } catch (error) {
    expect(String(error)).toContain('the disk is full');
    return true;
  } finally {
    connection.run = run;
  }
}

function awkwardTexts(): readonly string[] {
  return [
    "Wren's_End",
    '"Heroic"',
    'a\\b',
    'NaN',
    'NULL',
    '1984',
    '',
    ' ',
    'Tralin_🎈',
    'منارة',
    'tab\tnew\nline',
    '{}',
  ];
}

function withLastArticle(commit: DayCommit, values: Readonly<Record<string, unknown>>): unknown {
  const rows = commit.batches.top_articles;
  const broken = rows.map((row, i) => (i === rows.length - 1 ? { ...row, ...values } : row));
  return { ...commit, batches: { ...commit.batches, top_articles: broken } };
}

/** What a half-finished appender writes, it writes when it is collected, a turn of the event loop later. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc !== 'function') throw new Error('There is no gc()');
  gc();
  await nextTurn();
}

async function everything(warehouse: DuckDbWarehouse): Promise<readonly (readonly Row[])[]> {
  return [
    await rowsOf(warehouse, 'top_articles'),
    await rowsOf(warehouse, 'article_categories'),
    await rowsOf(warehouse, 'ingested_days'),
  ];
}

async function inMemory(): Promise<DuckDbWarehouse & AsyncDisposable> {
  const warehouse = await openDuckDb(':memory:', 'write');
  return { ...warehouse, [Symbol.asyncDispose]: warehouse.close };
}
