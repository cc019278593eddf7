import type { Day } from '../core/day.ts';
import type { Project } from '../core/partition.ts';
import { tables } from '../schema/tables.ts';
import { calendarMembers, readCalendar } from './calendar.ts';
import type { Context } from './endpoint.ts';
import { membersOf } from './shape.ts';

/** What every answer about one day says of it, whether it has rows or not. */
export const dayMembers = {
  ...membersOf({ project: tables.ingested_days.columns.project }),
  ...calendarMembers,
};

export async function readDay(context: Context, project: Project, day: Day) {
  const [known] = await readCalendar(context, project, { first: day, last: day });
  return { project, view_date: day, status: known?.status ?? null, reason: known?.reason ?? null };
}

/** The rows of a project's day, in a view or table of this name. */
export function ofDay(table: string, project: Project, day: Day): string {
  return `${table}.project = '${project}' AND ${table}.view_date = DATE '${day}'`;
}
