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
      page_id: { type: 'INT64', description: 'Id of the page.' },
      views_min: { type: 'INT64', description: 'Views of the page under the titles listed.' },
    },
  },
} as const satisfies Readonly<Record<string, TableFunctionSchema>>;
