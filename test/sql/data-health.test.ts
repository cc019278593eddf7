import { describe, expect, test } from 'vitest';
import { readStatus } from '../../function/app/status.ts';
import { addDays, dayOf, daysFrom, parseDay } from '../../function/core/day.ts';
import type { Warehouse } from '../../function/core/warehouse.ts';
import type { IngestedDay } from '../../function/schema/tables.ts';
import { readViews } from '../../function/sql/views.ts';
import { openCloud } from '../support/cloud.ts';
import { dayCommit } from '../support/day-commit.ts';
import { openInMemory } from '../support/in-memory.ts';
import { english, french, partition } from '../support/partitions.ts';
import { type Row, rowsOf } from '../support/warehouse-rows.ts';
import { randomFrom } from '../support/wikimedia/random.ts';

const view = readViews().find(({ name }) => name === 'data_health');
const clock = "CURRENT_DATE('UTC')";
const none = { days_loaded: 0, days_pending: 0, days_absent: 0, days_refused: 0, days_missing: 0, days_changed: 0 };

/** Of each project, the days that have an entry: `project day status`, and `changed` where upstream has. */
const ledger = [
  // From the last day of a month on, with a month in which nothing happened.
  'en.wikipedia 2026-06-30 loaded changed',
  'en.wikipedia 2026-07-01 absent',
  'en.wikipedia 2026-07-02 loaded',
  'en.wikipedia 2026-07-04 refused',
  'en.wikipedia 2026-09-13 loaded changed',
  'en.wikipedia 2026-09-15 loaded',
  'en.wikipedia 2026-09-16 absent',
  // Nothing is missing, and yesterday is there.
  'fr.wikipedia 2026-09-19 absent',
  'fr.wikipedia 2026-09-20 loaded',
  // Nothing is there.
  'de.wikipedia 2026-09-14 refused',
];

describe('data_health', () => {
  test('has one row per project and month, with what became of its days', async () => {
    await using warehouse = await openInMemory();
    await commit(warehouse, ledger.map(toEntry));
    const en = { project: 'en.wikipedia', watermark: '2026-07-02', newest_day: '2026-09-15', newest_day_age: 6 };
    const fr = { project: 'fr.wikipedia', watermark: '2026-09-20', newest_day: '2026-09-20', newest_day_age: 1 };
    const de = { project: 'de.wikipedia', watermark: null, newest_day: null, newest_day_age: null };
    expect(await healthOn(warehouse, '2026-09-21')).toEqual([
      // The 15th is six days old, and without an entry could still come; the 14th is overdue.
      { ...none, ...de, month: '2026-09-01', days: 7, days_refused: 1, days_pending: 6 },
      { ...none, ...en, month: '2026-06-01', days: 1, days_loaded: 1, days_changed: 1 },
      {
        ...none,
        ...en,
        month: '2026-07-01',
        days: 31,
        days_loaded: 1,
        days_absent: 1,
        days_refused: 1,
        days_missing: 28,
      },
      { ...none, ...en, month: '2026-08-01', days: 31, days_missing: 31 },
      {
        ...none,
        ...en,
        month: '2026-09-01',
        days: 20,
        days_loaded: 2,
        days_changed: 1,
        days_absent: 1,
        days_pending: 4,
        days_missing: 13,
      },
      { ...none, ...fr, month: '2026-09-01', days: 2, days_loaded: 1, days_absent: 1 },
    ]);
  });

  test.each([
    ['the first day of a month', '2026-09-01', [['2026-08-01', 2]]],
    ['the last one', '2026-08-31', [['2026-08-01', 1]]],
    ['the day after the first one there is', '2026-08-31', [['2026-08-01', 1]]],
    [
      'the second day of a month',
      '2026-09-02',
      [
        ['2026-08-01', 2],
        ['2026-09-01', 1],
      ],
    ],
    ['the first of March in a leap year', '2028-03-01', [['2028-02-01', 29]], 21],
  ])('ends with yesterday on %s', async (_, today, expected, last = 0) => {
    await using warehouse = await openInMemory();
    await commit(warehouse, ['en.wikipedia 2026-08-30 loaded'].map(toEntry));
    const rows = (await healthOn(warehouse, today)).map(({ month, days }) => [month, days]);
    expect(last === 0 ? rows : rows.slice(-1)).toEqual(expected);
  });

  test('has its watermark before a day that may still come, and looks at no day of today', async () => {
    await using warehouse = await openInMemory();
    await commit(
      warehouse,
      ['18', '19', '21'].map((day) => toEntry(`en.wikipedia 2026-09-${day} loaded`)),
    );
    expect(await healthOn(warehouse, '2026-09-21')).toMatchObject([
      { days: 3, days_loaded: 2, days_pending: 1, watermark: '2026-09-19', newest_day: '2026-09-19' },
    ]);
  });

  test('counts the days of all the years there are', async () => {
    await using warehouse = await openInMemory();
    await commit(warehouse, [toEntry('en.wikipedia 2015-07-01 loaded')]);
    const rows = await healthOn(warehouse, '2026-09-21');
    const days = rows.reduce((sum, row) => sum + Number(row.days), 0);
    expect(days).toBe(daysFrom(parseDay('2015-07-01'), parseDay('2026-09-21')));
    expect(rows).toHaveLength(11 * 12 + 3);
  });

  test('of a warehouse without days has no rows', async () => {
    await using warehouse = await openInMemory();
    expect(await healthOn(warehouse, '2026-09-21')).toEqual([]);
    expect(await rowsOf(warehouse, 'data_health')).toEqual([]);
  });

  test('counts as `wikitrends status` does, whatever the ledger holds, by the clock of UTC', async () => {
    const today = dayOf(new Date());
    for (const seed of [1, 2, 3, 4, 5]) {
      await using warehouse = await openInMemory();
      const entries = randomEntries(seed, today);
      await commit(warehouse, entries);
      const rows = await rowsOf(warehouse, 'data_health');
      for (const project of [english, french]) {
        const since = parseDay(
          entries
            .filter((entry) => entry.project === project)
            .map(dayIn)
            .toSorted()[0] ?? today,
        );
        const [status] = await readStatus(warehouse, { since, projects: [project], onlyWanted: true }, today);
        const ofProject = rows.filter((row) => row.project === project);
        const sum = (name: string) => ofProject.reduce((total, row) => total + Number(row[name]), 0);
        expect({
          loaded: sum('days_loaded'),
          pending: sum('days_pending'),
          absent: sum('days_absent'),
          refused: sum('days_refused'),
          missing: sum('days_missing'),
        }).toEqual(status?.counts);
        expect(sum('days')).toBe(daysFrom(since, today));
        const [gap] = status?.gaps.filter(({ status: is }) => is !== 'absent') ?? [];
        const watermark = gap === undefined ? addDays(today, -1) : addDays(gap.start, -1);
        expect(new Set(ofProject.map((row) => row.watermark))).toEqual(new Set([watermark < since ? null : watermark]));
      }
    }
  });

  // Of these two, one has another date than UTC at any time.
  test.each(['Pacific/Kiritimati', 'Etc/GMT+12'])('goes by UTC for a reader in %s', async (zone) => {
    await using warehouse = await openInMemory();
    await warehouse.query(`SET TimeZone = '${zone}'`);
    await commit(warehouse, [{ project: english, view_date: addDays(dayOf(new Date()), -3), status: 'loaded' }]);
    const rows = await rowsOf(warehouse, 'data_health');
    expect(rows.map(({ newest_day_age }) => newest_day_age)).toContain(3);
  });

  test('is the same in BigQuery', async () => {
    await using cloud = await openCloud();
    await using warehouse = await openInMemory();
    const entries = randomEntries(6, dayOf(new Date()));
    await commit(warehouse, entries);
    await commit(cloud.warehouse, entries);
    expect(await rowsOf(cloud.warehouse, 'data_health')).toEqual(await rowsOf(warehouse, 'data_health'));
  });
});

/** The view's rows as they would be on that day. */
async function healthOn(warehouse: Warehouse, today: string): Promise<readonly Row[]> {
  expect(view?.sql.split(clock)).toHaveLength(2);
  const sql = view?.sql.replace(clock, `DATE '${today}'`) ?? '';
  const { columns, rows } = await warehouse.query(`SELECT * FROM (${sql}) ORDER BY project, month`);
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
}

async function commit(warehouse: Warehouse, entries: readonly Partial<IngestedDay>[]): Promise<void> {
  await warehouse.commit(entries.map((entry) => dayCommit(partition('2026-01-01'), { articles: 0, ledger: entry })));
}

function toEntry(text: string): Partial<IngestedDay> {
  const [project = '', view_date = '', status = '', changed] = text.split(' ');
  return { project, view_date, status, changed_at: changed === undefined ? null : '2026-09-20T06:00:00.000Z' };
}

/** Entries of two projects over some months, some days without one. */
function randomEntries(seed: number, today: string): readonly Partial<IngestedDay>[] {
  const random = randomFrom(seed);
  const statuses = ['loaded', 'loaded', 'loaded', 'absent', 'refused', 'none'];
  return [english, french].flatMap((project) => {
    const length = 10 + Math.floor(random() * 120);
    const dense = random() < 0.5;
    return Array.from({ length }, (_, i) => ({
      project,
      view_date: addDays(parseDay(today), i - length),
      status: dense && i < length / 2 ? 'loaded' : (statuses[Math.floor(random() * statuses.length)] ?? 'none'),
    })).filter(({ status }) => status !== 'none');
  });
}

function dayIn({ view_date = '' }: Partial<IngestedDay>): string {
  return view_date;
}
