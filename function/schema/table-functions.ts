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
        description: 'Under how many titles it is listed in the range: its views are those under these titles.',
      },
      views_min: { type: 'INT64', description: 'Its listed views: it had no fewer on the observed days together.' },
      views_max: {
        type: 'INT64',
        description: 'It had no more: each title counts with views_bound on the observed days that do not list it.',
      },
      is_certain: {
        type: 'BOOL',
        description:
          'Whether the place is certain: every page above had more, and every page below had less, as had any title ' +
          'that is not listed in the range (a page without a listed title is taken to have one).',
      },
      best_rank: { type: 'INT64', description: 'The best place of its titles among the articles of a day.' },
      days_listed: { type: 'INT64', description: 'On how many observed days of the range it is listed.' },
      days_observed: { type: 'INT64', description: 'How many days of the range are loaded: the sums are over these.' },
      days_in_range: { type: 'INT64', description: 'How many days the range has.' },
    },
  },
} as const satisfies Readonly<Record<string, TableFunctionSchema>>;
