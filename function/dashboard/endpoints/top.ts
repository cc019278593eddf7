import Type from 'typebox';
import { views } from '../../schema/views.ts';
import { calendarMembers, readCalendar } from '../calendar.ts';
import { dayMembers, ofDay } from '../day-answer.ts';
import { dayListSql, listColumns, pastColumns } from '../day-list.ts';
import { type Context, endpoint, heldDay, heldProject } from '../endpoint.ts';
import { jsonOrCsv } from '../medium.ts';
import { dayOf, project, rows } from '../parameters.ts';
import { daysUpTo, type Range } from '../range.ts';
import { groupBy, type Row } from '../rows.ts';
import { listOf, membersOf, shapeOf } from '../shape.ts';

/** How far back the figures beside a page go: four weeks, of which the day is the last. */
const recentDays = 28;

/** `top`: the list of a day, with what the page shows beside each article. */
export const top = endpoint({
  path: '/top',
  summary: 'The most viewed articles of a day.',
  parameters: {
    project,
    day: dayOf('The day; the newest loaded one unless given.'),
    n: rows(100, 1000),
  },
  answer: shapeOf({
    ...dayMembers,
    recent_days: listOf(
      { ...calendarMembers, ...membersOf({ views_bound: { ...views.observed_days.views_bound, nullable: true } }) },
      `The ${recentDays} days up to this one, oldest first.`,
    ),
    articles: listOf(
      {
        ...membersOf({ ...listColumns, ...pastColumns }),
        recent: Type.Array(Type.Unsafe({ type: ['integer', 'null'] }), {
          description: 'Its views on each of recent_days; null on a day that does not list it.',
        }),
        categories: Type.Array(Type.String(), { description: 'Its visible categories, by name.' }),
      },
      'By rank; none where the day is not loaded.',
    ),
  }),
  media: jsonOrCsv('articles'),
  async read(context, { project: wanted, day: wantedDay, n }) {
    const held = heldProject(context, wanted);
    const day = heldDay(held, wantedDay);
    const where = (table: string) => ofDay(table, held.project, day);
    const range = daysUpTo(day, recentDays);
    const [calendar, articles, past, categories] = await Promise.all([
      readCalendar(context, held.project, range),
      context.ask(dayListSql(held.project, day, n)),
      readRecentViews(context, held.project, range, where('today')),
      context.ask(`
        SELECT named.article, named.category
        FROM {{dataset}}.article_categories AS named
        WHERE ${where('named')} AND NOT named.is_hidden
        ORDER BY named.article, named.category`),
    ]);
    const pastOf = groupBy(past, 'page_id');
    const categoriesOf = groupBy(categories, 'article');
    const days = calendar.map(({ views: _, changed_at: __, ...known }) => known);
    return {
      project: held.project,
      view_date: day,
      status: days.at(-1)?.status ?? null,
      reason: days.at(-1)?.reason ?? null,
      recent_days: days,
      articles: articles.map((article) => ({
        ...article,
        recent: recentViews(days, pastOf.get(article.page_id ?? null) ?? []),
        categories: (categoriesOf.get(article.article ?? null) ?? []).map(({ category }) => category ?? null),
      })),
    };
  },
});

/** A row for each page of the day and each day of the range that lists it. */
function readRecentViews({ ask }: Context, name: string, { first, last }: Range, isToday: string) {
  return ask(`
    SELECT past.page_id, past.view_date, past.views
    FROM {{dataset}}.listed_pages AS past
    WHERE past.project = '${name}' AND past.view_date BETWEEN DATE '${first}' AND DATE '${last}'
      AND past.page_id IN (SELECT today.page_id FROM {{dataset}}.top_articles AS today WHERE ${isToday})`);
}

function recentViews(days: readonly Row[], past: readonly Row[]) {
  const byDay = new Map(past.map((row) => [row.view_date, row.views ?? null]));
  return days.map(({ view_date }) => byDay.get(view_date) ?? null);
}
