import { describe, expect, test } from 'vitest';
import { dayCommit } from '../../support/day-commit.ts';
import { openMove } from '../../support/moved-days.ts';
import { daysBefore, partition } from '../../support/partitions.ts';
import { rowsOf } from '../../support/warehouse-rows.ts';

const friday = partition('2026-11-20');
const neighbours = daysBefore('2026-11-19', 3);
const note = 'volume: 30000 views are 10 times the median of 3 loaded neighbours (3000)';

describe('daysOf() leaves the note on a volume to the other warehouse, which', () => {
  test('says the same once where the neighbours are the same', async () => {
    await using move = await openMove();
    await move.origin.commit([
      dayCommit(friday, { views: 10_000, ledger: { reason: note } }),
      ...neighbours.map((day) => dayCommit(day)),
    ]);
    await move.move([...neighbours, friday]);
    expect(await reasonIn(move.target)).toBe(note);
  });

  test('says so by its own neighbours', async () => {
    await using move = await openMove();
    await move.origin.commit([dayCommit(friday, { views: 10_000, ledger: { reason: note } })]);
    await move.target.commit(neighbours.map((day) => dayCommit(day, { views: 100 })));
    await move.move([friday]);
    expect(await reasonIn(move.target)).toBe(
      'volume: 30000 views are 1.0e+2 times the median of 3 loaded neighbours (300)',
    );
  });

  test('says nothing where it has no neighbours to judge by', async () => {
    await using move = await openMove();
    await move.origin.commit([dayCommit(friday, { views: 10_000, ledger: { reason: note } })]);
    await move.move([friday]);
    expect(await reasonIn(move.target)).toBeNull();
  });

  test('keeps every other note', async () => {
    await using move = await openMove();
    const reason = `without the desktop ranking; ${note}; and one more`;
    await move.origin.commit([dayCommit(friday, { ledger: { reason } })]);
    await move.move([friday]);
    expect(await reasonIn(move.target)).toBe('without the desktop ranking; and one more');
  });
});

async function reasonIn(warehouse: Parameters<typeof rowsOf>[0]): Promise<unknown> {
  const day = (await rowsOf(warehouse, 'ingested_days')).find(({ view_date }) => view_date === friday.day);
  return day?.reason;
}
