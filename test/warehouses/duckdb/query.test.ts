import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FailedError, UsageError } from '../../../function/core/errors.ts';
import { type DuckDbWarehouse, openDuckDb } from '../../../function/warehouses/duckdb/warehouse.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { partition } from '../../support/partitions.ts';

let warehouse: DuckDbWarehouse;

beforeAll(async () => {
  warehouse = await openDuckDb(':memory:', 'write');
});

afterAll(() => warehouse.close());

describe('query()', () => {
  test.each([
    ['DATE', "DATE '2024-02-29'", '2024-02-29'],
    ['TIMESTAMP', "TIMESTAMP '2026-11-21 06:00:00.123'", '2026-11-21T06:00:00.123Z'],
    ['TIMESTAMPTZ', "TIMESTAMPTZ '2026-11-21 06:00:00+02'", '2026-11-21T04:00:00.000Z'],
    ['integer', '42', 42],
    ['sum', 'SUM(42)', 42],
    ['large integer', '9007199254740991::BIGINT', 9007199254740991],
    ['integer beyond 2^53', '9007199254740993::BIGINT', '9007199254740993'],
    ['fraction', '0.5::DOUBLE', 0.5],
    ['BOOL', 'true', true],
    ['text', "'Wren''s_🎈'", "Wren's_🎈"],
    ['null', 'NULL', null],
    ['list', "['a', 'b']", '["a","b"]'],
  ])('gives a %s as a plain value', async (_, sql, expected) => {
    expect(await warehouse.query(`SELECT ${sql} AS value`)).toEqual({ columns: ['value'], rows: [[expected]] });
  });

  test('gives every column a name of its own', async () => {
    const { columns } = await warehouse.query('SELECT 1 AS a, 2 AS a');
    expect(new Set(columns).size).toBe(2);
  });

  test('puts the schema in place of {{dataset}}', async () => {
    expect((await warehouse.query('SELECT COUNT(*) FROM {{dataset}}.top_articles')).rows).toEqual([[0]]);
  });

  test.each(['SELEC 1', 'SELECT nothing_like_it FROM top_articles', 'SELECT * FROM no_table'])(
    'lays %s on its author, with what DuckDB says',
    async (sql) => {
      await expect(warehouse.query(sql)).rejects.toThrow(UsageError);
      await expect(warehouse.query(sql)).rejects.toThrow(/Cannot run the statement on duckdb::memory:: .*Error/);
    },
  );

  test('fails where a sound statement cannot be carried out', async () => {
    await expect(warehouse.query("SELECT error('boom')")).rejects.toThrow(FailedError);
  });
});

describe('wiki_data_normal', () => {
  test('has a row for each article and category, hidden ones too, and for articles only', async () => {
    const commit = dayCommit(partition('2026-09-01'), { articles: 3 });
    const [first, second, third] = commit.batches.top_articles;
    if (first === undefined || second === undefined || third === undefined) throw new Error('The day is too small');
    await warehouse.commit([
      {
        ...commit,
        batches: {
          top_articles: [first, { ...second, is_article: false, article_rank: null }, third],
          // The second one is no article, the third one has no categories.
          article_categories: commit.batches.article_categories.slice(0, 2),
        },
      },
    ]);
    const { rows } = await warehouse.query(
      'SELECT article, category, is_hidden, rank, views FROM wiki_data_normal ORDER BY ALL',
    );
    expect(rows).toEqual([
      ['Article_1', 'Articles with short description', true, 1, 1000],
      ['Article_1', 'Living people', false, 1, 1000],
      ['Article_3', null, null, 3, 1000],
    ]);
  });
});
