import { addDays } from '../../core/day.ts';
import { tables } from '../../schema/tables.ts';
import { calendarMembers, readCalendar } from '../calendar.ts';
import { endpoint, heldProject } from '../endpoint.ts';
import { jsonOrCsv } from '../medium.ts';
import { dayOf, project } from '../parameters.ts';
import { rangeSince } from '../range.ts';
import { listOf, membersOf, shapeOf } from '../shape.ts';

const { views, changed_at } = tables.ingested_days.columns;

/** `days`: the calendar. */
export const days = endpoint({
  path: '/days',
  summary: 'The calendar of a wiki: what has become of each day.',
  parameters: {
    project,
    start: dayOf('The first day; the first one in the ledger unless given.'),
    end: dayOf('The last day; yesterday (UTC) unless given.'),
  },
  answer: shapeOf({
    ...membersOf({ project: tables.ingested_days.columns.project }),
    days: listOf(
      { ...calendarMembers, ...membersOf({ views: { ...views, nullable: true }, changed_at }) },
      'Oldest first.',
    ),
  }),
  media: jsonOrCsv('days'),
  async read(context, { project: wanted, start, end }) {
    const held = heldProject(context, wanted);
    const known = { first: held.first_day, begins: `the ledger of ${held.project} begins` };
    const range = rangeSince(known, start, end ?? addDays(context.today, -1));
    const calendar = await readCalendar(context, held.project, range);
    return {
      project: held.project,
      days: calendar.map(({ views_bound: _, ...day }) => day),
    };
  },
});
