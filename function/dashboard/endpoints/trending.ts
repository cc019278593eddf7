import { views } from '../../schema/views.ts';
import { dayMembers, readViewOfDay } from '../day-answer.ts';
import { endpoint } from '../endpoint.ts';
import { jsonOrCsv } from '../medium.ts';
import { dayOf, project, rows } from '../parameters.ts';
import { listOf, membersOf, shapeOf, without } from '../shape.ts';

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
  async read(context, asked) {
    const view = { name: 'trending', columns, order: 'multiple_min DESC, views DESC, page_id' };
    const { known, rows: articles } = await readViewOfDay(context, asked, view);
    return { ...known, articles };
  },
});
