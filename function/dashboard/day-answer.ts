import type { Day } from '../core/day.ts';
import type { Project } from '../core/partition.ts';
import type { Columns, ResultType } from '../schema/column.ts';
import { tables } from '../schema/tables.ts';
import { calendarMembers, readCalendar } from './calendar.ts';
import { type Context, heldDay, heldProject } from './endpoint.ts';
import { membersOf, selected } from './shape.ts';

/** What every answer about one day says of it, whether it has rows or not. */
export const dayMembers = {
  ...membersOf({ project: tables.ingested_days.columns.project }),
  ...calendarMembers,
};

async function readDay(context: Context, project: Project, day: Day) {
  const [known] = await readCalendar(context, project, { first: day, last: day });
  return { project, view_date: day, status: known?.status ?? null, reason: known?.reason ?? null };
}

/** The first rows of a view on the day that is asked for, beside what is known of the day. */
export async function readViewOfDay(
  context: Context,
  asked: { readonly project: Project | null; readonly day: Day | null; readonly n: number },
  view: { readonly name: string; readonly columns: Columns<ResultType>; readonly order: string },
) {
  const held = heldProject(context, asked.project);
  const day = heldDay(held, asked.day);
  const [known, rows] = await Promise.all([
    readDay(context, held.project, day),
    context.ask(`
      SELECT ${selected(view.columns, 'rows_of_day')}
      FROM {{dataset}}.${view.name} AS rows_of_day
      WHERE ${ofDay('rows_of_day', held.project, day)}
      ORDER BY ${view.order}
      LIMIT ${asked.n}`),
  ]);
  return { known, rows };
}

/** The rows of a project's day, in a view or table of this name. */
export function ofDay(table: string, project: Project, day: Day): string {
  return `${table}.project = '${project}' AND ${table}.view_date = DATE '${day}'`;
}
