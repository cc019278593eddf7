import { views } from '../../schema/views.ts';
import { dayMembers, ofDay, readDay } from '../day-answer.ts';
import { endpoint, heldDay, heldProject } from '../endpoint.ts';
import { jsonOrCsv } from '../medium.ts';
import { dayOf, project, rows } from '../parameters.ts';
import { listOf, membersOf, selected, shapeOf, without } from '../shape.ts';

const columns = without(views.category_trends, 'view_date', 'project');

/** `categories`: the topics of a day. */
export const categories = endpoint({
  path: '/categories',
  summary: "The visible categories of a day's articles, beside the 7 days before.",
  parameters: { project, day: dayOf('The day; the newest loaded one unless given.'), n: rows(100, 5000) },
  answer: shapeOf({ ...dayMembers, categories: listOf(membersOf(columns), 'By views.') }),
  media: jsonOrCsv('categories'),
  async read(context, { project: wanted, day: wantedDay, n }) {
    const held = heldProject(context, wanted);
    const day = heldDay(held, wantedDay);
    const [known, categories] = await Promise.all([
      readDay(context, held.project, day),
      context.ask(`
        SELECT ${selected(columns, 'trends')}
        FROM {{dataset}}.category_trends AS trends
        WHERE ${ofDay('trends', held.project, day)}
        ORDER BY trends.views DESC, trends.category
        LIMIT ${n}`),
    ]);
    return { ...known, categories };
  },
});
