import { type Day, daysNewestFirst, parseDay } from '../../function/core/day.ts';
import type { Cell } from '../../function/core/warehouse.ts';

type Row = Readonly<Record<string, Cell>>;

/**
 * `listed`: its views are known. `not listed`: the day is loaded, and it had fewer views than the last of the list.
 * `not loaded`: nothing is known of the day.
 */
export type DayState = 'listed' | 'not listed' | 'not loaded';

/** A day of something's history. */
export type HistoryDay = {
  readonly view_date: Day;
  readonly state: DayState;
  /** Null is unknown, not 0. */
  readonly views: number | null;
  /** What a page that is not listed can have had at most. */
  readonly at_most: number | null;
};

/**
 * Every day from the first to the last that is loaded, in order. `loaded` has a row for each, with the `at_most` of
 * whoever is not listed then, where that is known; `listed` has a row with the `views` of each day of being listed.
 */
export function everyDay(listed: readonly Row[], loaded: readonly Row[]): readonly HistoryDay[] {
  const views = new Map(listed.map((row) => [row.view_date, row.views]));
  const atMost = new Map(loaded.map((row) => [row.view_date, row.at_most]));
  const days = [...atMost.keys()].map((day) => parseDay(String(day))).toSorted();
  const [first, last] = [days.at(0), days.at(-1)];
  if (first === undefined || last === undefined) return [];
  return daysNewestFirst(first, last)
    .toReversed()
    .map((day) => {
      const state = views.has(day) ? 'listed' : atMost.has(day) ? 'not listed' : 'not loaded';
      const [known, bound] = [numberOrNull(views.get(day)), numberOrNull(atMost.get(day))];
      return {
        view_date: day,
        state,
        views: known,
        at_most: state === 'listed' ? null : bound,
      };
    });
}

function numberOrNull(cell: Cell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}
