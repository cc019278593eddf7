import { tables } from '../../schema/tables.ts';
import { endpoint } from '../endpoint.ts';
import { jsonOrCsv } from '../medium.ts';
import { listOf, membersOf, shapeOf } from '../shape.ts';

const { project, view_date } = tables.ingested_days.columns;

const members = membersOf({
  project,
  first_day: { ...view_date, description: 'The first day in the ledger.' },
  newest_day: { ...view_date, nullable: true, description: 'The newest loaded day; null without one.' },
  days_loaded: { type: 'INT64', description: 'Number of its loaded days.' },
});

/** `projects`: what the warehouse holds. */
export const projects = endpoint({
  path: '/projects',
  summary: 'The wikis that the warehouse holds.',
  parameters: {},
  answer: shapeOf({ projects: listOf(members, 'By name, the made-up sample last.') }),
  media: jsonOrCsv('projects'),
  read: async ({ holdings }) => ({
    projects: holdings.projects.map((held) => ({ ...held })),
  }),
});
