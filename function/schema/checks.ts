import type { Columns } from './column.ts';
import { tables } from './tables.ts';

const { project, view_date } = tables.ingested_days.columns;

/** The columns of every check, a violation a row. */
export const checkColumns = {
  project,
  view_date: { ...view_date, nullable: true },
  detail: { type: 'STRING', description: 'What is wrong there, in words and figures.' },
} as const satisfies Columns;
