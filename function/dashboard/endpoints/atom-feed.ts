import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { type FeedEntry, readFeed } from '../feed.ts';
import { escapeMarkup } from '../markup.ts';
import { project } from '../parameters.ts';
import { shapeOf } from '../shape.ts';

/** `feed.atom`: https://www.rfc-editor.org/rfc/rfc4287 */
export const atomFeed = endpoint({
  path: '/feed.atom',
  summary: 'The first articles of the newest days, as an Atom feed.',
  parameters: { project },
  answer: shapeOf({ document: Type.String() }),
  media: [{ format: 'atom', type: 'application/atom+xml; charset=utf-8', write: ({ document }) => String(document) }],
  async read(context, { project: wanted }) {
    const { id, project: read, title, updated, entries } = await readFeed(context, wanted);
    const document = [
      '<?xml version="1.0" encoding="utf-8"?>',
      '<feed xmlns="http://www.w3.org/2005/Atom">',
      ...[`<id>${id}</id>`, `<title>${escapeMarkup(title)}</title>`, `<updated>${updated}</updated>`],
      '<author><name>wikitrends</name></author>',
      `<link rel="self" href="/api/v1/feed.atom?project=${read}"/>`,
      `<link rel="alternate" href="/?project=${read}"/>`,
      ...entries.map(toXml),
      '</feed>',
      '',
    ];
    return { document: document.join('\n') };
  },
});

function toXml({ id, title, link, published, updated, html }: FeedEntry): string {
  return [
    `<entry><id>${id}</id><title>${escapeMarkup(title)}</title>`,
    `<published>${published}</published><updated>${updated}</updated>`,
    `<link rel="alternate" href="${escapeMarkup(link)}"/>`,
    `<content type="html">${escapeMarkup(html)}</content></entry>`,
  ].join('\n');
}
