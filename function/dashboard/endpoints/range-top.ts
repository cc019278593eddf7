import { tableFunctions } from '../../schema/table-functions.ts';
import { tables } from '../../schema/tables.ts';
import { endpoint, heldDay, heldProject } from '../endpoint.ts';
import { jsonOrCsv } from '../medium.ts';
import { dayOf, project, rows } from '../parameters.ts';
import { daysUpTo, mostDaysAtOnce, orderedRange } from '../range.ts';
import { listOf, membersOf, selected, shapeOf, without } from '../shape.ts';

const usualDays = 7;
const columns = without(tableFunctions.range_top.columns, 'project');
const { project: wiki, view_date } = tables.ingested_days.columns;

/** `range-top`: what led a range of days. */
export const rangeTop = endpoint({
  path: '/range-top',
  summary: 'The most viewed articles of a range of days, each with what it may have had at least and at most.',
  parameters: {
    project,
    start: dayOf(`The first day; ${usualDays} days up to the last one unless given.`),
    end: dayOf('The last day; the newest loaded one unless given.'),
    n: rows(100, 1000),
  },
  answer: shapeOf({
    ...membersOf({
      project: wiki,
      start: { ...view_date, description: 'The first day.' },
      end: { ...view_date, description: 'The last day.' },
    }),
    articles: listOf(membersOf(columns), 'By rank.'),
  }),
  media: jsonOrCsv('articles'),
  async read({ ask, ...context }, { project: wanted, start, end, n }) {
    const held = heldProject(context, wanted);
    const last = heldDay(held, end);
    const range = orderedRange(start ?? daysUpTo(last, usualDays).first, last, mostDaysAtOnce);
    const articles = await ask(`
      SELECT ${selected(columns, 'pages')}
      FROM {{dataset}}.range_top(DATE '${range.first}', DATE '${range.last}') AS pages
      WHERE pages.project = '${held.project}' AND pages.rank <= ${n}
      ORDER BY pages.rank`);
    return { project: held.project, start: range.first, end: range.last, articles };
  },
});
