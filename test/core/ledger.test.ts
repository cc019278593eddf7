import { describe, expect, test } from 'vitest';
import { parseDay } from '../../function/core/day.ts';
import { FailedError } from '../../function/core/errors.ts';
import { readLedger } from '../../function/core/ledger.ts';
import { type DuckDbWarehouse, openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { dayCommit } from '../support/day-commit.ts';
import { english, french, partition } from '../support/partitions.ts';

const range = { first: parseDay('2026-09-02'), last: parseDay('2026-09-03') };

describe('readLedger()', () => {
  test('gives the days of the range, both ends included, of all projects or of those asked for', async () => {
    await using warehouse = await holding();
    const all = await readLedger(warehouse, range);
    expect([...all.keys()]).toEqual(['en.wikipedia 2026-09-02', 'en.wikipedia 2026-09-03', 'fr.wikipedia 2026-09-02']);
    const ofOne = await readLedger(warehouse, { ...range, projects: [french] });
    expect([...ofOne.values()]).toEqual([
      {
        project: french,
        day: '2026-09-02',
        status: 'absent',
        articles: 0,
        categories: 0,
        views: 0,
        reason: 'never came',
      },
    ]);
  });

  test('throws FailedError for a status that it does not know', async () => {
    await using warehouse = await holding();
    await warehouse.query(`UPDATE ingested_days SET status = 'half'`);
    await expect(readLedger(warehouse, { ...range, projects: [english] })).rejects.toThrow(FailedError);
    await expect(readLedger(warehouse, range)).rejects.toThrow('status "half" is none of loaded, absent, refused');
  });
});

async function holding(): Promise<DuckDbWarehouse & AsyncDisposable> {
  const warehouse = await openDuckDb(':memory:', 'write');
  const absent = { status: 'absent', reason: 'never came' } as const;
  await warehouse.commit([
    ...['2026-09-01', '2026-09-02', '2026-09-03', '2026-09-04'].map((day) => dayCommit(partition(day))),
    dayCommit(partition('2026-09-02', french), { articles: 0, ledger: absent }),
  ]);
  return { ...warehouse, [Symbol.asyncDispose]: warehouse.close };
}
