import { tables } from '../../schema/tables.ts';
import { views } from '../../schema/views.ts';
import { textLiteral } from '../../sql/text.ts';
import { calendarMembers, readCalendar } from '../calendar.ts';
import { endpoint, heldDay, heldProject } from '../endpoint.ts';
import { jsonOrCsv } from '../medium.ts';
import { categoryName, dayOf, project } from '../parameters.ts';
import { daysUpTo, mostDaysAtOnce, orderedRange } from '../range.ts';
import { listOf, membersOf, selected, shapeOf } from '../shape.ts';

const usualDays = 90;

const { pages, views: viewsOfPages, share } = views.category_trends;
const { page_id, page_title, article, views: viewsOfPage } = views.listed_pages;
const pageColumns = { page_id, page_title, article, views: viewsOfPage };

/** `categories/{name}`: the course of a topic. */
export const category = endpoint({
  path: '/categories/{name}',
  summary: 'A visible category from day to day, and the pages in it on the last of them.',
  parameters: {
    name: categoryName,
    project,
    start: dayOf(`The first day; ${usualDays} days up to the last one unless given.`),
    end: dayOf('The last day; the newest loaded one unless given.'),
  },
  answer: shapeOf({
    ...membersOf({
      project: tables.article_categories.columns.project,
      category: tables.article_categories.columns.category,
    }),
    history: listOf(
      {
        ...calendarMembers,
        ...membersOf({
          pages: { ...pages, nullable: true },
          views: { ...viewsOfPages, nullable: true },
          share: { ...share, nullable: true },
        }),
      },
      'Oldest first; null on a day that is not loaded, and on a loaded one that lists no page in it: its views are not known.',
    ),
    pages: listOf(membersOf(pageColumns), 'Those of the last day, by views.'),
  }),
  media: jsonOrCsv('history'),
  async read(context, { name, project: wanted, start, end }) {
    const held = heldProject(context, wanted);
    const last = heldDay(held, end);
    const range = orderedRange(start ?? daysUpTo(last, usualDays).first, last, mostDaysAtOnce);
    const days = `BETWEEN DATE '${range.first}' AND DATE '${range.last}'`;
    // A page is in the categories of the title that stands for it.
    const from = (condition: string) => `
      FROM {{dataset}}.article_categories AS named
      JOIN {{dataset}}.listed_pages AS page
        ON page.view_date = named.view_date AND page.project = named.project AND page.article = named.article
      WHERE named.category = ${textLiteral(name)} AND NOT named.is_hidden
        AND named.project = '${held.project}' AND page.project = '${held.project}'
        AND named.view_date ${condition} AND page.view_date ${condition}`;
    const [calendar, course, ofDays, pages] = await Promise.all([
      readCalendar(context, held.project, range),
      context.ask(`
        SELECT named.view_date, COUNT(*) AS pages, CAST(SUM(page.views) AS INT64) AS views
        ${from(days)}
        GROUP BY named.view_date`),
      context.ask(`
        SELECT listed.view_date, CAST(SUM(listed.views) AS INT64) AS views
        FROM {{dataset}}.top_articles AS listed
        WHERE listed.is_article AND listed.project = '${held.project}' AND listed.view_date ${days}
        GROUP BY listed.view_date`),
      context.ask(`
        SELECT ${selected(pageColumns, 'page')}
        ${from(`= DATE '${last}'`)}
        ORDER BY page.views DESC, page.article_rank`),
    ]);
    const byDay = new Map(course.map((row) => [row.view_date, row]));
    const viewsByDay = new Map(ofDays.map((row) => [row.view_date, Number(row.views)]));
    return {
      project: held.project,
      category: name,
      history: calendar.map(({ view_date = null, status = null, reason = null }) => {
        const { pages = null, views = null } = byDay.get(view_date) ?? {};
        const share = views === null ? null : Number(views) / (viewsByDay.get(view_date) ?? Number.NaN);
        return { view_date, status, reason, pages, views, share };
      }),
      pages,
    };
  },
});
