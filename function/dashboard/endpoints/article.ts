import Type from 'typebox';
import { parseDay } from '../../core/day.ts';
import { tables } from '../../schema/tables.ts';
import { views } from '../../schema/views.ts';
import { calendarMembers, readCalendar } from '../calendar.ts';
import { endpoint, heldDay, heldProject } from '../endpoint.ts';
import { jsonOrCsv } from '../medium.ts';
import { dayOf, pageId, project } from '../parameters.ts';
import { Problem } from '../problem.ts';
import { rangeSince } from '../range.ts';
import { listOf, membersOf, selected, shapeOf } from '../shape.ts';

const { page_id, page_title, article: title, wikidata_id, description } = views.listed_pages;
const { article_rank, views: viewsOfPage, desktop_share, mobile_web_share, suspicion } = views.listed_pages;
const described = { page_title, article: title, wikidata_id, description };
const ofDay = { article_rank, views: viewsOfPage, desktop_share, mobile_web_share, suspicion };
const names = Type.Array(Type.String());

/** `articles/{page_id}`: the course of a page. */
export const article = endpoint({
  path: '/articles/{page_id}',
  summary: 'A page from day to day, as far as the lists tell, and its categories.',
  parameters: {
    page_id: pageId,
    project,
    start: dayOf('The first day; the first one on which it is listed unless given.'),
    end: dayOf('The last day; the newest loaded one unless given.'),
  },
  answer: shapeOf({
    ...membersOf({ project: tables.top_articles.columns.project, page_id, ...described }),
    first_listed: Type.Unsafe({ type: 'string', format: 'date', description: 'The first day on which it is listed.' }),
    last_listed: Type.Unsafe({ type: 'string', format: 'date', description: 'The last one, of which its names are.' }),
    categories: { ...names, description: 'Its visible categories on that day, by name.' },
    hidden_categories: { ...names, description: 'Those that the wiki hides from readers.' },
    history: listOf(
      {
        ...calendarMembers,
        ...membersOf({
          article_rank: { ...ofDay.article_rank, nullable: true },
          views: {
            ...ofDay.views,
            nullable: true,
            description: `${ofDay.views.description} Null where it is not listed: then each of its titles had at most views_bound.`,
          },
          views_bound: { ...views.observed_days.views_bound, nullable: true },
          desktop_share,
          mobile_web_share,
          suspicion,
        }),
      },
      'Oldest first; nothing is known of a day that is not loaded.',
    ),
  }),
  media: jsonOrCsv('history'),
  async read(context, { page_id: id, project: wanted, start, end }) {
    const held = heldProject(context, wanted);
    const listed = await context.ask(`
      SELECT page.view_date, ${selected(described, 'page')}, ${selected(ofDay, 'page')}
      FROM {{dataset}}.listed_pages AS page
      WHERE page.project = '${held.project}' AND page.page_id = ${id}
      ORDER BY page.view_date`);
    const newest = listed.at(-1);
    if (newest === undefined) throw new Problem(404, `No list of ${held.project} has had the page ${id} yet`);
    const { view_date: last_listed, page_title, article, wikidata_id, description } = newest;
    const first_listed = listed[0]?.view_date ?? null;
    const known = {
      first: parseDay(String(first_listed)),
      begins: `the lists of ${held.project} with the page ${id} begin`,
    };
    const range = rangeSince(known, start, heldDay(held, end));
    const [calendar, named] = await Promise.all([
      readCalendar(context, held.project, range),
      context.ask(`
        SELECT DISTINCT named.category, named.is_hidden
        FROM {{dataset}}.article_categories AS named
        JOIN {{dataset}}.top_articles AS listed
          ON listed.view_date = named.view_date AND listed.project = named.project AND listed.article = named.article
        WHERE listed.page_id = ${id}
          AND listed.project = '${held.project}' AND named.project = '${held.project}'
          AND listed.view_date = DATE '${last_listed}' AND named.view_date = DATE '${last_listed}'
        ORDER BY named.category`),
    ]);
    const byDay = new Map(listed.map((row) => [row.view_date, row]));
    const namesOf = (isHidden: boolean) =>
      named.filter(({ is_hidden }) => is_hidden === isHidden).map(({ category }) => category ?? null);
    return {
      project: held.project,
      page_id: id,
      page_title: page_title ?? null,
      article: article ?? null,
      wikidata_id: wikidata_id ?? null,
      description: description ?? null,
      first_listed,
      last_listed: last_listed ?? null,
      categories: namesOf(false),
      hidden_categories: namesOf(true),
      history: calendar.map(({ view_date = null, status = null, reason = null, views_bound = null }) => {
        const row = byDay.get(view_date);
        return {
          view_date,
          status,
          reason,
          article_rank: row?.article_rank ?? null,
          views: row?.views ?? null,
          views_bound,
          desktop_share: row?.desktop_share ?? null,
          mobile_web_share: row?.mobile_web_share ?? null,
          suspicion: row?.suspicion ?? null,
        };
      }),
    };
  },
});
