import { describe, expect, test } from 'vitest';
import { FailedError, UsageError } from '../../function/core/errors.ts';
import type { DayCommit, Warehouse } from '../../function/core/warehouse.ts';
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { openCloud } from '../support/cloud.ts';
import { dashboardOver } from '../support/dashboard-over.ts';
import { awkwardTexts, dayCommit } from '../support/day-commit.ts';
import { french, partition } from '../support/partitions.ts';
import { countOf, type Row, rowsOf } from '../support/warehouse-rows.ts';

type Use = (warehouse: Warehouse) => Promise<void>;

const kinds: readonly { readonly where: string; readonly withWarehouse: (use: Use) => Promise<void> }[] = [
  {
    where: 'DuckDB',
    async withWarehouse(use) {
      const warehouse = await openDuckDb(':memory:', 'write');
      await use(warehouse).finally(warehouse.close);
    },
  },
  {
    where: 'BigQuery over the wire',
    async withWarehouse(use) {
      await using cloud = await openCloud();
      await use(cloud.warehouse);
    },
  },
];

describe.each(kinds)('commit() on $where', ({ withWarehouse }) => {
  test('writes every value as it was given', () =>
    withWarehouse(async (warehouse) => {
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
    }));

  test('keeps awkward texts as they are', () =>
    withWarehouse(async (warehouse) => {
      const days = awkwardTexts.map((text, i) => {
        const day = partition(`2026-09-${String(i + 1).padStart(2, '0')}`);
        const commit = dayCommit(day, { articles: 1, ledger: { reason: text } });
        const named = commit.batches.article_categories.map((row) => ({ ...row, article: text, visible: [text] }));
        return { ...commit, batches: { ...commit.batches, article_categories: named } };
      });
      await warehouse.commit(days);
      const { rows } = await warehouse.query(`
        SELECT article, category, reason
        FROM {{dataset}}.article_categories AS categories
        JOIN {{dataset}}.ingested_days AS days ON days.view_date = categories.view_date
        WHERE NOT is_hidden
        ORDER BY days.view_date`);
      expect(rows).toEqual(awkwardTexts.map((text) => [text, text, text]));
    }));

  test('keeps awkward titles and categories on their way to whoever asks the dashboard for them', () =>
    withWarehouse(async (warehouse) => {
      // What a category may be called there: no empty text, none that steers a terminal.
      const texts = awkwardTexts.filter((text) => text !== '' && !/\p{Cc}/u.test(text));
      const commit = dayCommit(partition('2026-09-01'), { articles: texts.length });
      const top_articles = commit.batches.top_articles.map((row, i) => {
        const text = texts[i] ?? '';
        return { ...row, article: text, page_title: text, description: text };
      });
      const article_categories = commit.batches.article_categories.map((row, i) => {
        const text = texts[i] ?? '';
        return { ...row, article: text, visible: [text], hidden: [] };
      });
      await warehouse.commit([{ ...commit, batches: { top_articles, article_categories } }]);
      const { json, errors } = await dashboardOver(warehouse, { everyMs: 60_000 });
      expect(await json('/api/v1/top')).toMatchObject({
        articles: texts.map((text) => ({ article: text, page_title: text, description: text, categories: [text] })),
      });
      for (const text of texts) {
        expect(await json(`/api/v1/categories/${encodeURIComponent(text)}?start=2026-09-01`)).toMatchObject({
          category: text,
          history: [{ view_date: '2026-09-01', pages: 1, views: 1000 }],
          pages: [{ article: text, page_title: text }],
        });
      }
      expect(errors).toEqual([]);
    }));

  test('replaces the days it is given', () =>
    withWarehouse(async (warehouse) => {
      await warehouse.commit([dayCommit(partition('2026-09-01'), { articles: 5, views: 10 })]);
      const young = dayCommit(partition('2026-09-01'), { articles: 2, views: 20, runId: 'run-2' });
      await warehouse.commit([young]);
      expect(await rowsOf(warehouse, 'top_articles')).toEqual(young.batches.top_articles);
      expect(await countOf(warehouse, 'article_categories')).toBe(4);
      expect(await rowsOf(warehouse, 'ingested_days')).toEqual([young.ledger]);
    }));

  test('changes nothing when it is repeated', () =>
    withWarehouse(async (warehouse) => {
      const days = ['2026-09-02', '2026-09-01'].map((day) => dayCommit(partition(day)));
      await warehouse.commit(days);
      const before = await everything(warehouse);
      await warehouse.commit(days);
      expect(await everything(warehouse)).toEqual(before);
    }));

  test('leaves other days alone, and other projects', () =>
    withWarehouse(async (warehouse) => {
      const others = [partition('2026-08-31'), partition('2026-09-02'), partition('2026-09-01', french)];
      await warehouse.commit(others.map((other) => dayCommit(other)));
      const before = await everything(warehouse);
      // Days on both sides of one that is not given.
      await warehouse.commit([dayCommit(partition('2026-09-03')), dayCommit(partition('2026-09-01'))]);
      const isOther = (row: Row) => others.some(({ project, day }) => row.project === project && row.view_date === day);
      const after = await everything(warehouse);
      expect(after.map((rows) => rows.filter(isOther))).toEqual(before);
      expect(after[2]).toHaveLength(5);
    }));

  test('takes a day without rows: the ledger alone says what became of it', () =>
    withWarehouse(async (warehouse) => {
      const without = (status: string, reason: string) =>
        dayCommit(partition('2026-09-01'), { articles: 0, ledger: { status, reason } });
      await warehouse.commit([without('refused', 'its views increase')]);
      const absent = without('absent', "it's a hole");
      await warehouse.commit([absent]);
      expect(await everything(warehouse)).toEqual([[], [], [absent.ledger]]);
      const loaded = dayCommit(partition('2026-09-01'), { articles: 2 });
      await warehouse.commit([loaded]);
      expect(await rowsOf(warehouse, 'ingested_days')).toEqual([loaded.ledger]);
      expect(await countOf(warehouse, 'article_categories')).toBe(4);
    }));

  test.each(['absent', 'refused'])('lets the lack of a day replace no loaded one: %s', (status) =>
    withWarehouse(async (warehouse) => {
      await warehouse.commit([dayCommit(partition('2026-09-01'))]);
      const before = await everything(warehouse);
      // Another run has loaded the day since this one looked.
      const late = dayCommit(partition('2026-09-01'), { articles: 0, ledger: { status, reason: 'late' } });
      const other = dayCommit(partition('2026-09-01', french), { articles: 0, ledger: { status, reason: null } });
      await warehouse.commit([late, other, dayCommit(partition('2026-09-02'))]);
      const after = await everything(warehouse);
      const isOfDay = (row: Row) => row.view_date === '2026-09-01' && row.project === 'en.wikipedia';
      expect(after.map((rows) => rows.filter(isOfDay))).toEqual(before);
      expect(after[2]).toHaveLength(3);
    }),
  );

  test('takes days of several projects, many of them, and none', () =>
    withWarehouse(async (warehouse) => {
      const days = Array.from({ length: 28 }, (_, i) => `2026-02-${String(i + 1).padStart(2, '0')}`);
      await warehouse.commit(days.flatMap((day) => [dayCommit(partition(day)), dayCommit(partition(day, french))]));
      await warehouse.commit([]);
      expect(await countOf(warehouse, 'ingested_days')).toBe(56);
      expect(await countOf(warehouse, 'top_articles')).toBe(168);
    }));
});

describe.each(kinds)('commit() on $where leaves no trace and the days of before when it dies', ({ withWarehouse }) => {
  const loaded = dayCommit(partition('2026-09-01'), { articles: 2 });
  const next = dayCommit(partition('2026-09-01'), { articles: 40, runId: 'run-2' });
  const other = dayCommit(partition('2026-09-02'));

  test.each([
    { where: 'a figure that is none', days: [other, withLastArticle(next, { views: Number.NaN })] },
    { where: 'an article without a title', days: [other, withLastArticle(next, { article: undefined })] },
    { where: 'a ledger row without its hash', days: [other, withLedger(next, { content_hash: undefined })] },
    { where: 'a time that is none', days: [other, withLedger(next, { ingested_at: 'now' })] },
  ])('at $where', ({ days }) =>
    withWarehouse(async (warehouse) => {
      await warehouse.commit([loaded]);
      const before = await everything(warehouse);
      // Rows that TypeScript would refuse, as a bug would give them.
      await expect(warehouse.commit(days as readonly DayCommit[])).rejects.toThrow(FailedError);
      expect(await everything(warehouse)).toEqual(before);
      await warehouse.commit([next, other]);
      expect(await countOf(warehouse, 'top_articles')).toBe(43);
    }),
  );
});

describe.each(kinds)('recordRecheck() on $where', ({ withWarehouse }) => {
  const day = partition('2026-09-01');
  const found = (at: string, hasChanged: boolean, run_id = 'run-1') => ({
    project: day.project,
    view_date: day.day,
    run_id,
    checked_at: `2026-${at}T05:00:00.123Z`,
    hasChanged,
  });
  const ledgerOf = async (warehouse: Warehouse) => {
    const rows = await rowsOf(warehouse, 'ingested_days');
    return rows.map(({ checked_at, changed_at }) => [checked_at, changed_at]);
  };

  test('says when the day was rechecked and since when it is another, and leaves everything else', () =>
    withWarehouse(async (warehouse) => {
      const others = [partition('2026-08-31'), partition('2026-09-02'), partition('2026-09-01', french)];
      await warehouse.commit([day, ...others].map((one) => dayCommit(one)));
      const before = await everything(warehouse);
      expect(await warehouse.recordRecheck(found('10-01', false))).toBe(true);
      const isOfDay = (row: Row) => row.project === day.project && row.view_date === day.day;
      const expected = (rechecks: Row) =>
        before.map((rows, i) => rows.map((row) => (i === 2 && isOfDay(row) ? { ...row, ...rechecks } : row)));
      expect(await everything(warehouse)).toEqual(
        expected({ checked_at: '2026-10-01T05:00:00.123Z', changed_at: null }),
      );
      await warehouse.recordRecheck(found('10-02', true));
      await warehouse.recordRecheck(found('10-03', true));
      expect(await everything(warehouse)).toEqual(
        expected({ checked_at: '2026-10-03T05:00:00.123Z', changed_at: '2026-10-02T05:00:00.123Z' }),
      );
    }));

  test('takes it back when upstream answers as before, and when the day is loaded again', () =>
    withWarehouse(async (warehouse) => {
      await warehouse.commit([dayCommit(day)]);
      await warehouse.recordRecheck(found('10-01', true));
      await warehouse.recordRecheck(found('10-02', false));
      expect(await ledgerOf(warehouse)).toEqual([['2026-10-02T05:00:00.123Z', null]]);
      await warehouse.recordRecheck(found('10-03', true));
      await warehouse.commit([dayCommit(day, { runId: 'run-2' })]);
      expect(await ledgerOf(warehouse)).toEqual([[null, null]]);
    }));

  test('tells that it records nothing of a day that another run has replaced meanwhile, nor of one that is not there', () =>
    withWarehouse(async (warehouse) => {
      await warehouse.commit([dayCommit(day, { runId: 'run-2' })]);
      expect(await warehouse.recordRecheck(found('10-01', true))).toBe(false);
      expect(await warehouse.recordRecheck({ ...found('10-01', true), project: "it's.none" })).toBe(false);
      expect(await ledgerOf(warehouse)).toEqual([[null, null]]);
    }));

  test('changes nothing more when it is repeated', () =>
    withWarehouse(async (warehouse) => {
      await warehouse.commit([dayCommit(day)]);
      await warehouse.recordRecheck(found('10-01', true));
      const before = await everything(warehouse);
      expect(await warehouse.recordRecheck(found('10-01', true))).toBe(true);
      expect(await everything(warehouse)).toEqual(before);
    }));
});

describe.each(kinds)('query() on $where', ({ withWarehouse }) => {
  test.each([
    ['DATE', "DATE '2024-02-29'", '2024-02-29'],
    ['TIMESTAMP', "TIMESTAMP '2026-11-21 06:00:00.123+00'", '2026-11-21T06:00:00.123Z'],
    ['integer', '42', 42],
    ['large integer', '9007199254740991', 9007199254740991],
    ['integer beyond 2^53', '9007199254740993', '9007199254740993'],
    ['fraction', '1 / 2', 0.5],
    ['BOOL', 'TRUE', true],
    ['text', "'NaN 🎈'", 'NaN 🎈'],
    ['null', 'CAST(NULL AS STRING)', null],
  ])('gives a %s as a plain value', (_, sql, expected) =>
    withWarehouse(async (warehouse) => {
      expect(await warehouse.query(`SELECT ${sql} AS value`)).toEqual({ columns: ['value'], rows: [[expected]] });
    }),
  );

  test('finds the tables without the name of the dataset too', () =>
    withWarehouse(async (warehouse) => {
      await warehouse.commit([dayCommit(partition('2026-09-01'))]);
      expect((await warehouse.query('SELECT COUNT(*) AS days FROM ingested_days')).rows).toEqual([[1]]);
    }));

  test('gives more rows than one answer holds', () =>
    withWarehouse(async (warehouse) => {
      await warehouse.commit([dayCommit(partition('2026-09-01'), { articles: 3000 })]);
      const { rows } = await warehouse.query('SELECT rank FROM {{dataset}}.top_articles ORDER BY rank');
      expect(rows).toEqual(Array.from({ length: 3000 }, (_, i) => [i + 1]));
    }));

  test.each([
    'SELEC 1',
    'SELECT nothing_like_it FROM top_articles',
    // One letter from a column that older versions did not have.
    'SELECT chekced_at FROM ingested_days',
    'SELECT reason FROM top_articles',
  ])('lays %s on its author', (sql) =>
    withWarehouse(async (warehouse) => {
      const asking = warehouse.query(sql);
      await expect(asking).rejects.toThrow(UsageError);
      await expect(asking).rejects.not.toThrow(/older/);
    }),
  );
});

function withLastArticle(commit: DayCommit, values: Readonly<Record<string, unknown>>): unknown {
  const rows = commit.batches.top_articles;
  const broken = rows.map((row, i) => (i === rows.length - 1 ? { ...row, ...values } : row));
  return { ...commit, batches: { ...commit.batches, top_articles: broken } };
}

function withLedger(commit: DayCommit, values: Readonly<Record<string, unknown>>): unknown {
  return { ...commit, ledger: { ...commit.ledger, ...values } };
}

async function everything(warehouse: Warehouse): Promise<readonly (readonly Row[])[]> {
  return [
    await rowsOf(warehouse, 'top_articles'),
    await rowsOf(warehouse, 'article_categories'),
    await rowsOf(warehouse, 'ingested_days'),
  ];
}
