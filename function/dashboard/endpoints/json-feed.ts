import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { readFeed } from '../feed.ts';
import { project as wiki } from '../parameters.ts';
import { listOf, shapeOf } from '../shape.ts';

const version = 'https://jsonfeed.org/version/1.1';

/** Below wherever the feed is served: nobody tells the program its names. */
const url = Type.Unsafe<string>({ type: 'string', format: 'uri-reference' });

/** `feed.json`: https://www.jsonfeed.org/version/1.1/ */
export const jsonFeed = endpoint({
  path: '/feed.json',
  summary: 'The first articles of the newest days, as a JSON feed.',
  parameters: { project: wiki },
  answer: shapeOf({
    version: Type.Literal(version),
    title: Type.String(),
    home_page_url: url,
    feed_url: url,
    items: listOf(
      {
        id: Type.String(),
        url,
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
    const { project, title, entries } = await readFeed(context, wanted);
    const items = entries.map((entry) => ({
      id: entry.id,
      url: entry.link,
      title: entry.title,
      content_html: entry.html,
      date_published: entry.published,
      date_modified: entry.updated,
    }));
    const addresses = { home_page_url: `/?project=${project}`, feed_url: `/api/v1/feed.json?project=${project}` };
    return { version, title, ...addresses, items };
  },
});
