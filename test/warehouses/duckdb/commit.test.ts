import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { FailedError } from '../../../function/core/errors.ts';
import type { DayCommit } from '../../../function/core/warehouse.ts';
import { type DuckDbWarehouse, openDuckDb } from '../../../function/warehouses/duckdb/warehouse.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { partition } from '../../support/partitions.ts';
import { countOf, type Row, rowsOf } from '../../support/warehouse-rows.ts';

describe('commit() leaves no trace and the days of before when it dies', () => {
  const loaded = dayCommit(partition('2026-09-01'), { articles: 2 });
  const next = dayCommit(partition('2026-09-01'), { articles: 4000, runId: 'run-2' });
  const other = dayCommit(partition('2026-09-02'));

  test('at a figure that is none, also after what was half appended is collected as garbage', async () => {
    await using warehouse = await inMemory();
    await warehouse.commit([loaded]);
    const before = await everything(warehouse);
    const top_articles = next.batches.top_articles.map((row) => ({
      ...row,
      views: row.rank === 4000 ? 0.5 : row.views,
    }));
    const broken = { ...next, batches: { ...next.batches, top_articles } };
    await expect(warehouse.commit([other, broken])).rejects.toThrow(FailedError);
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
