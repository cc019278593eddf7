import { views } from '../../schema/views.ts';
import { dayMembers, readViewOfDay } from '../day-answer.ts';
import { endpoint } from '../endpoint.ts';
import { jsonOrCsv } from '../medium.ts';
import { dayOf, project, rows } from '../parameters.ts';
import { listOf, membersOf, shapeOf, without } from '../shape.ts';

const columns = without(views.category_trends, 'view_date', 'project');

/** `categories`: the topics of a day. */
export const categories = endpoint({
  path: '/categories',
  summary: "The visible categories of a day's articles, beside the 7 days before.",
  parameters: { project, day: dayOf('The day; the newest loaded one unless given.'), n: rows(100, 5000) },
  answer: shapeOf({ ...dayMembers, categories: listOf(membersOf(columns), 'By views.') }),
  media: jsonOrCsv('categories'),
  async read(context, asked) {
    const view = { name: 'category_trends', columns, order: 'views DESC, category' };
    const { known, rows: categories } = await readViewOfDay(context, asked, view);
    return { ...known, categories };
  },
});
