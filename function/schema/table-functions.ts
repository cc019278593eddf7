import type { Columns, ResultType } from './column.ts';
import { tables } from './tables.ts';

const { top_articles } = tables;

export interface TableFunctionSchema {
  readonly parameters: Columns;
  readonly columns: Columns<ResultType>;
}

/** The parameters and columns of each table function, by its name; the function itself is in `function/sql/functions`. */
export const tableFunctions = {
  range_top: {
    parameters: {
      start_date: { type: 'DATE', description: 'The first day of the range.' },
      end_date: { type: 'DATE', description: 'Its last day.' },
    },
    columns: {
      project: top_articles.columns.project,
      rank: {
        type: 'INT64',
        description: '1 to N in each project by views_min, without gaps; of equal ones the better best_rank is first.',
      },
      page_id: { type: 'INT64', description: 'Id of the page.' },
      page_title: { type: 'STRING', description: 'Its title on the last day it is listed, with spaces.' },
      titles: {
        type: 'INT64',
        description:
          'Under how many titles it is listed in the range: its views are those under these titles, and a redirect that ' +
          'is listed on no day of it is none of them.',
      },
      views_min: { type: 'INT64', description: 'Its listed views on the observed days together: it had no fewer.' },
      views_max: {
        type: 'INT64',
        description:
          'It had no more under these titles: each counts with views_bound on the observed days that do not list it. ' +
          'A redirect that is listed on no day of the range may add up to views_bound a day.',
      },
      is_certain: {
        type: 'BOOL',
        description:
          'Whether the place is certain by the views under the listed titles: every day of the range is observed, every ' +
          'page above had more, every page below had less, and so had any single title that the range does not list. ' +
          'Redirects that are never listed, and titles that Wikimedia leaves out of its lists, are not in it.',
      },
      best_rank: { type: 'INT64', description: 'Its best place on a day, as rank in daily_top.' },
      days_listed: { type: 'INT64', description: 'On how many observed days of the range it is listed.' },
      days_suspect: { type: 'INT64', description: 'On how many of these it is suspect, as in daily_top.' },
      days_observed: { type: 'INT64', description: 'How many days of the range are loaded: the sums are over these.' },
      days_in_range: { type: 'INT64', description: 'How many days the range has.' },
    },
  },
} as const satisfies Readonly<Record<string, TableFunctionSchema>>;
