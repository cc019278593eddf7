import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import { expect, test } from 'vitest';
import { readLists } from '../sql/answers/lists.ts';
import { dashboardOver, textOf } from '../support/dashboard-over.ts';
import { openInMemory } from '../support/in-memory.ts';

async function openFeeds() {
  const warehouse = await openInMemory();
  await warehouse.commit(readLists());
  const { ask } = await dashboardOver(warehouse);
  return {
    textOf: async (name: string) => textOf(await ask(`/api/v1/${name}?project=en.wikipedia`)),
    [Symbol.asyncDispose]: () => warehouse.close(),
  };
}

test('feed.atom has an entry for each of the newest loaded days, with what RFC 4287 asks of it', async () => {
  await using feeds = await openFeeds();
  const { entries = [], ...feed } = parseAtomFeed(await feeds.textOf('feed.atom'));
  expect(feed).toEqual({
    id: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
    title: expect.objectContaining({ value: 'The most viewed articles of en.wikipedia' }),
    updated: expect.stringMatching(/^2026-.*Z$/),
    authors: [{ name: 'wikitrends' }],
    links: [
      { rel: 'self', href: '/api/v1/feed.atom?project=en.wikipedia' },
      { rel: 'alternate', href: '/?project=en.wikipedia' },
    ],
  });
  expect(entries.map(({ published }) => published)).toEqual([
    '2026-09-09T00:00:00.000Z',
    '2026-09-06T00:00:00.000Z',
    '2026-09-05T00:00:00.000Z',
    '2026-09-03T00:00:00.000Z',
    '2026-09-02T00:00:00.000Z',
  ]);
  expect(entries[0]).toEqual({
    id: expect.stringMatching(/^urn:uuid:/),
    title: expect.objectContaining({ value: 'en.wikipedia on 2026-09-08' }),
    links: [{ rel: 'alternate', href: '/?project=en.wikipedia&day=2026-09-08' }],
    published: '2026-09-09T00:00:00.000Z',
    updated: expect.stringMatching(/Z$/),
    content: expect.objectContaining({
      value: expect.stringMatching(/^<ol><li><a href="https:\/\/en\.wikipedia\.org\//),
    }),
  });
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
});

test('feed.json has the same days and lists as feed.atom', async () => {
  await using feeds = await openFeeds();
  const { entries = [] } = parseAtomFeed(await feeds.textOf('feed.atom'));
  const { items, ...feed } = parseJsonFeed(await feeds.textOf('feed.json'));
  expect(feed).toMatchObject({
    home_page_url: '/?project=en.wikipedia',
    feed_url: '/api/v1/feed.json?project=en.wikipedia',
  });
  expect(items).toEqual(
    entries.map(({ id, title, links, published, updated, content }) => ({
      id,
      url: links?.[0]?.href,
      title: title?.value,
      content_html: content?.value,
      date_published: published,
      date_modified: updated,
    })),
  );
});
