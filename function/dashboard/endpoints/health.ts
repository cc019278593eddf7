import { views } from '../../schema/views.ts';
import { endpoint, heldProject } from '../endpoint.ts';
import { jsonOrCsv } from '../medium.ts';
import { project } from '../parameters.ts';
import { listOf, membersOf, selected, shapeOf } from '../shape.ts';

/** `health`: what has become of the days, month by month. */
export const health = endpoint({
  path: '/health',
  summary: 'What has become of the days of each month, and up to which day everything is there.',
  parameters: { project: { ...project, description: 'The wiki; all of them unless given.' } },
  answer: shapeOf({ months: listOf(membersOf(views.data_health), 'By project and month.') }),
  media: jsonOrCsv('months'),
  async read(context, { project: wanted }) {
    const condition = wanted === null ? '' : `WHERE health.project = '${heldProject(context, wanted).project}'`;
    const months = await context.ask(`
      SELECT ${selected(views.data_health, 'health')}
      FROM {{dataset}}.data_health AS health
      ${condition}
      ORDER BY health.project, health.month`);
    return { months };
  },
});
