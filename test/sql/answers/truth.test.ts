import { describe, expect, test } from 'vitest';
import { addDays, type Day, daysFrom, parseDay } from '../../../function/core/day.ts';
import { openInMemory } from '../../support/in-memory.ts';
import type { Row } from '../../support/warehouse-rows.ts';
import { rowsOf } from '../../support/warehouse-rows.ts';
import { makeWorld, type World } from './world.ts';

const seeds = Array.from({ length: 40 }, (_, i) => i + 1);

// The truth is the views under the titles that the time asked about lists as a page's: of a redirect that it never
// lists, and of a title that is left out of the lists, no list tells anything.
describe('of the views under listed titles, in a made-up wiki where they are known', () => {
  test.each(seeds)('range_top claims no more than is true (seed %i)', async (seed) => {
    const world = makeWorld(seed);
    await using warehouse = await openInMemory();
    await warehouse.commit(world.days);
    for (const [first, last] of ranges(world)) {
      const observed = daysOf(first, last).filter(world.isObserved);
      const rows = await rowsOf(warehouse, `range_top(DATE '${first}', DATE '${last}')`);
      const sumOf = (title: string) => sum(observed, (day) => world.viewsOf(title, day));
      const claimed = rows.map((row) => ({
        row,
        truth: sum(observed, (day) => truthOf(row, day, world, first, last)),
      }));
      for (const { row, truth } of claimed) {
        expect(row.days_observed).toBe(observed.length);
        if (observed.length < daysOf(first, last).length) expect(row.is_certain).toBe(false);
        expect(truth).toBeGreaterThanOrEqual(Number(row.views_min));
        expect(truth).toBeLessThanOrEqual(Number(row.views_max));
      }
      for (const { row, truth } of claimed.filter(({ row }) => row.is_certain === true)) {
        const others = claimed.filter((other) => other.row !== row);
        expect(others.filter((other) => other.truth > truth).length).toBe(Number(row.rank) - 1);
        expect(others.filter((other) => other.truth === truth)).toEqual([]);
        expect(unlisted(rows, world, first, last).filter((title) => sumOf(title) >= truth)).toEqual([]);
      }
    }
  });

  test.each(seeds)('trending claims no more than is true (seed %i)', async (seed) => {
    const world = makeWorld(seed);
    await using warehouse = await openInMemory();
    await warehouse.commit(world.days);
    for (const row of await rowsOf(warehouse, 'trending')) {
      const day = parseDay(String(row.view_date));
      const [first, last] = [addDays(day, -28), addDays(day, -1)];
      const observed = daysOf(first, last).filter((past) => past >= world.first && world.isObserved(past));
      expect(row.days_observed).toBe(observed.length);
      if (observed.length === 0) {
        expect([row.usual_views_max, row.multiple_min, row.history]).toEqual([null, null, 'no history']);
        continue;
      }
      const usual = sum(observed, (past) => truthOf(row, past, world, first, day)) / observed.length;
      const truth = truthOf(row, day, world, first, day);
      expect(usual).toBeLessThanOrEqual(Number(row.usual_views_max) + 1e-9);
      expect(truth / usual).toBeGreaterThanOrEqual(Number(row.multiple_min) - 1e-9);
    }
  });

  test('something is certain, something is not, and much is trending', async () => {
    const certain = new Set<unknown>();
    let trending = 0;
    for (const seed of seeds) {
      const world = makeWorld(seed);
      await using warehouse = await openInMemory();
      await warehouse.commit(world.days);
      for (const [first, last] of ranges(world)) {
        const rows = await rowsOf(warehouse, `range_top(DATE '${first}', DATE '${last}')`);
        for (const row of rows) certain.add(`${row.is_certain} ${first < last} ${Number(row.rank) > 1}`);
      }
      trending += (await rowsOf(warehouse, 'trending')).filter((row) => Number(row.multiple_min) > 2).length;
    }
    for (const isCertain of [true, false]) {
      for (const place of ['true true', 'true false', 'false true', 'false false']) {
        expect(certain).toContain(`${isCertain} ${place}`);
      }
    }
    expect(trending).toBeGreaterThan(100);
  });
});

/** The views of a page on a day, under the titles that the window shows. */
function truthOf({ page_id }: Row, day: Day, world: World, first: Day, last: Day): number {
  return sum(world.titlesOf(Number(page_id), first, last), (title) => world.viewsOf(title, day));
}

/** The titles of articles that no page in the answer is known by. */
function unlisted(rows: readonly Row[], world: World, first: Day, last: Day): readonly string[] {
  const known = new Set(rows.flatMap(({ page_id }) => world.titlesOf(Number(page_id), first, last)));
  return world.titles.filter((title) => !known.has(title));
}

/** The whole time, days with some before the first one, a few days, and one. */
function ranges({ first, last }: World): readonly (readonly [Day, Day])[] {
  const middle = addDays(first, Math.floor(daysFrom(first, last) / 2));
  return [
    [first, last],
    [addDays(first, -5), middle],
    [middle, addDays(middle, 2)],
    [middle, middle],
  ];
}

function daysOf(first: Day, last: Day): readonly Day[] {
  return Array.from({ length: daysFrom(first, last) + 1 }, (_, i) => addDays(first, i));
}

function sum<T>(items: readonly T[], figure: (item: T) => number): number {
  return items.reduce((total, item) => total + figure(item), 0);
}
