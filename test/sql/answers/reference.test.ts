import { expect, test } from 'vitest';
import { addDays, type Day, parseDay } from '../../../function/core/day.ts';
import type { Warehouse } from '../../../function/core/warehouse.ts';
import { openInMemory } from '../../support/in-memory.ts';
import type { Row } from '../../support/warehouse-rows.ts';
import { dailyTopOf, rangeTopOf, trendingOf } from './reference.ts';
import { makeWorld } from './world.ts';

const seeds = Array.from({ length: 25 }, (_, i) => 101 + i);

test.each(seeds)('the answers are those of going through the lists one by one (seed %i)', async (seed) => {
  const worlds = ['de.wikipedia', 'en.wikipedia'].map((project, i) => {
    return { project, world: makeWorld(seed + 1000 * i, project) };
  });
  await using warehouse = await openInMemory();
  await warehouse.commit(worlds.flatMap(({ world }) => world.days));
  for (const { project, world } of worlds) {
    const { lists, first, last } = world;
    const ofDays = (answer: (day: Day) => readonly Row[]) =>
      [...lists.keys()].flatMap((day) => answer(day).map((row) => ({ view_date: day, ...row })));
    await expectAnswer(
      warehouse,
      'daily_top',
      project,
      ofDays((day) => dailyTopOf(lists, day)),
    );
    await expectAnswer(
      warehouse,
      'trending',
      project,
      ofDays((day) => trendingOf(lists, day)),
    );
    const middle = parseDay(addDays(first, 6));
    for (const [start, end] of [
      [first, last],
      [first, middle],
      [middle, addDays(middle, 1)],
      [middle, middle],
    ] as const) {
      const name = `range_top(DATE '${start}', DATE '${end}')`;
      await expectAnswer(warehouse, name, project, rangeTopOf(lists, start, end));
    }
  }
});

async function expectAnswer(
  warehouse: Warehouse,
  from: string,
  project: string,
  expected: readonly Row[],
): Promise<void> {
  const names = Object.keys(expected[0] ?? { page_id: 0 });
  const { rows } = await warehouse.query(`SELECT ${names.join(', ')} FROM ${from} WHERE project = '${project}'`);
  const inOrder = (all: readonly (readonly unknown[])[]) =>
    all.map((row) => JSON.stringify(row.map(rounded))).toSorted();
  expect(inOrder(rows)).toEqual(inOrder(expected.map((row) => names.map((name) => row[name]))));
}

/** Engines divide in another order. */
function rounded(value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value;
}
