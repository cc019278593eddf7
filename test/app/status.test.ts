import { describe, expect, test } from 'vitest';
import { readStatus } from '../../function/app/status.ts';
import { parseDay } from '../../function/core/day.ts';
import type { IngestedDay } from '../../function/schema/tables.ts';
import { type DuckDbWarehouse, openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { dayCommit } from '../support/day-commit.ts';
import { english, french, partition } from '../support/partitions.ts';

const today = parseDay('2026-09-21');
const wanted = { since: parseDay('2026-09-10'), projects: [english], onlyWanted: false };

describe('readStatus()', () => {
  test('shows every day from since to yesterday, the oldest first, and what is known of it', async () => {
    await using warehouse = await holding([
      { view_date: '2026-09-20' },
      { view_date: '2026-09-13', status: 'refused', reason: 'structure: 99 articles instead of 100' },
      { view_date: '2026-09-12', status: 'absent', reason: 'never came' },
      { view_date: '2026-09-10', reason: 'volume: odd' },
    ]);
    const [status] = await readStatus(warehouse, wanted, today);
    expect(status?.days.map(({ view_date, status: is }) => `${view_date.slice(8)} ${is}`)).toEqual([
      '10 loaded',
      '11 missing',
      '12 absent',
      '13 refused',
      '14 missing',
      '15 pending',
      '16 pending',
      '17 pending',
      '18 pending',
      '19 pending',
      '20 loaded',
    ]);
    expect(status?.days[0]?.reason).toBe('volume: odd');
    expect(status?.counts).toEqual({ loaded: 2, pending: 5, absent: 1, refused: 1, missing: 2 });
  });

  test('lists the gaps, days that lack data for the same reason as one', async () => {
    await using warehouse = await holding([
      { view_date: '2026-09-20' },
      { view_date: '2026-09-15', status: 'absent', reason: 'never came' },
      { view_date: '2026-09-14', status: 'absent', reason: 'another reason' },
      { view_date: '2026-09-13', status: 'absent', reason: 'another reason' },
      { view_date: '2026-09-12' },
    ]);
    const [status] = await readStatus(warehouse, wanted, today);
    const none = { status: 'absent', days: 1 };
    expect(status?.gaps).toEqual([
      { status: 'missing', start: '2026-09-10', end: '2026-09-11', days: 2, reason: null },
      { ...none, start: '2026-09-13', end: '2026-09-14', days: 2, reason: 'another reason' },
      { ...none, start: '2026-09-15', end: '2026-09-15', reason: 'never came' },
      { status: 'pending', start: '2026-09-16', end: '2026-09-19', days: 4, reason: null },
    ]);
  });

  test('parts a gap where a day lies between', async () => {
    await using warehouse = await holding([{ view_date: '2026-09-11' }]);
    const early = { ...wanted, since: parseDay('2026-09-10') };
    const [status] = await readStatus(warehouse, early, parseDay('2026-09-30'));
    const missing = status?.gaps.filter((gap) => gap.status === 'missing');
    expect(missing?.map(({ start, end }) => `${start} ${end}`)).toEqual([
      '2026-09-10 2026-09-10',
      '2026-09-12 2026-09-23',
    ]);
  });

  test('shows days of before since that the warehouse holds, and no gap up to them', async () => {
    await using warehouse = await holding([{ view_date: '2024-02-29' }]);
    const [status] = await readStatus(warehouse, wanted, today);
    expect(status?.days.slice(0, 2).map(({ view_date }) => view_date)).toEqual(['2024-02-29', '2026-09-10']);
  });

  test('shows what lies between the first and the last day of another project, and nothing before or after', async () => {
    const days = ['2026-08-30', '2026-09-01', '2026-09-02', '2026-09-20'];
    await using warehouse = await holding(days.map((view_date) => ({ view_date, project: french })));
    const [, status] = await readStatus(warehouse, wanted, today);
    expect(status).toMatchObject({ project: french, counts: { loaded: 4, missing: 13, pending: 5 } });
    expect(status?.gaps.map(({ status: is, start, end }) => `${is} ${start} ${end}`)).toEqual([
      'missing 2026-08-31 2026-08-31',
      'missing 2026-09-03 2026-09-14',
      'pending 2026-09-15 2026-09-19',
    ]);
  });

  test('shows wanted projects without a day, and others that are held, unless only the wanted ones', async () => {
    await using warehouse = await holding([{ view_date: '2026-09-20', project: french }]);
    const all = await readStatus(warehouse, wanted, today);
    expect(all.map(({ project, counts }) => `${project} ${counts.loaded} ${counts.missing}`)).toEqual([
      'en.wikipedia 0 5',
      'fr.wikipedia 1 0',
    ]);
    const only = await readStatus(warehouse, { ...wanted, onlyWanted: true }, today);
    expect(only.map(({ project }) => project)).toEqual([english]);
  });
});

async function holding(rows: readonly Partial<IngestedDay>[]): Promise<DuckDbWarehouse & AsyncDisposable> {
  const warehouse = await openDuckDb(':memory:', 'write');
  await warehouse.commit(rows.map((ledger) => dayCommit(partition('2026-01-01'), { articles: 0, ledger })));
  return { ...warehouse, [Symbol.asyncDispose]: warehouse.close };
}
