import { views } from '../../schema/views.ts';
import { dayMembers, ofDay, readDay } from '../day-answer.ts';
import { endpoint, heldDay, heldProject } from '../endpoint.ts';
import { jsonOrCsv } from '../medium.ts';
import { dayOf, project, rows } from '../parameters.ts';
import { listOf, membersOf, selected, shapeOf, without } from '../shape.ts';

const columns = without(views.trending, 'view_date', 'project');

/** `trending`: what is read more than usual. */
export const trending = endpoint({
  path: '/trending',
  summary: 'The articles of a day by how many times their usual views they have at least.',
  parameters: { project, day: dayOf('The day; the newest loaded one unless given.'), n: rows(100, 1000) },
  answer: shapeOf({
    ...dayMembers,
    articles: listOf(membersOf(columns), 'By multiple_min, those without history last.'),
  }),
  media: jsonOrCsv('articles'),
  async read(context, { project: wanted, day: wantedDay, n }) {
    const held = heldProject(context, wanted);
    const day = heldDay(held, wantedDay);
    const [known, articles] = await Promise.all([
      readDay(context, held.project, day),
      context.ask(`
        SELECT ${selected(columns, 'trending')}
        FROM {{dataset}}.trending AS trending
        WHERE ${ofDay('trending', held.project, day)}
        ORDER BY trending.multiple_min DESC, trending.views DESC, trending.page_id
        LIMIT ${n}`),
    ]);
    return { ...known, articles };
  },
});
