import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { readFeed } from '../feed.ts';
import { project } from '../parameters.ts';
import { listOf, shapeOf } from '../shape.ts';

const version = 'https://jsonfeed.org/version/1.1';

/** `feed.json`: https://www.jsonfeed.org/version/1.1/ */
export const jsonFeed = endpoint({
  path: '/feed.json',
  summary: 'The first articles of the newest days, as a JSON feed.',
  parameters: { project },
  answer: shapeOf({
    version: Type.Literal(version),
    title: Type.String(),
    items: listOf(
      {
        id: Type.String(),
        title: Type.String(),
        content_html: Type.String(),
        date_published: Type.Unsafe<string>({
          type: 'string',
          format: 'date-time',
          description: 'The end of the day.',
        }),
        date_modified: Type.Unsafe<string>({ type: 'string', format: 'date-time', description: 'When it was loaded.' }),
      },
      'A day each, the newest first.',
    ),
  }),
  media: [{ format: 'json', type: 'application/feed+json', write: (body) => JSON.stringify(body) }],
  async read(context, { project: wanted }) {
    const { title, entries } = await readFeed(context, wanted);
    const items = entries.map((entry) => ({
      id: entry.id,
      title: entry.title,
      content_html: entry.html,
      date_published: entry.published,
      date_modified: entry.updated,
    }));
    return { version, title, items };
  },
});
