import Type from 'typebox';
import { type Day, daysNewestFirst } from '../core/day.ts';
import type { Project } from '../core/partition.ts';
import { unpublished } from '../core/publication.ts';
import { tables } from '../schema/tables.ts';
import type { Context } from './endpoint.ts';
import type { Range } from './range.ts';
import type { Row } from './rows.ts';
import { membersOf } from './shape.ts';

const { view_date, reason } = tables.ingested_days.columns;

/** What is known of a day, in an answer. */
export const calendarMembers = {
  ...membersOf({ view_date }),
  status: Type.Unsafe<string>({
    type: 'string',
    enum: ['loaded', 'absent', 'refused', 'pending', 'missing'],
    description:
      'loaded; absent: it will never come; refused: it failed its checks; pending: it may still come; missing.',
  }),
  ...membersOf({ reason }),
};

/** The days of a range, oldest first, with what the ledger says of each; more columns as the ledger or its join has them. */
export async function readCalendar(
  { ask, today }: Pick<Context, 'ask' | 'today'>,
  project: Project,
  { first, last }: Range,
): Promise<readonly Row[]> {
  const entries = await ask(`
    SELECT
      days.view_date, days.status, days.reason, days.views, days.changed_at, observed_days.views_bound
    FROM {{dataset}}.ingested_days AS days
    LEFT JOIN {{dataset}}.observed_days AS observed_days
      ON observed_days.view_date = days.view_date AND observed_days.project = days.project
    WHERE days.project = '${project}' AND days.view_date BETWEEN DATE '${first}' AND DATE '${last}'`);
  const byDay = new Map(entries.map((row) => [String(row.view_date), row]));
  return daysNewestFirst(first, last)
    .toReversed()
    .map((day) => byDay.get(day) ?? unknownDay(day, today));
}

/** A day of which the ledger says nothing; a day that is not over is still to come. */
function unknownDay(day: Day, today: Day): Row {
  const status = unpublished(day, today) === 'pending' ? 'pending' : 'missing';
  return { view_date: day, status, reason: null, views: null, changed_at: null, views_bound: null };
}
