import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ActionAnswer, type Client, categoriesIn, clientOf, pagesIn } from './client.ts';
import { startWikimedia, type Wikimedia } from './server.ts';
import type { Truth } from './world.ts';

const PROJECT = 'en.wikipedia';

let wikimedia: Wikimedia;
let client: Client;

beforeEach(async () => {
  wikimedia = await startWikimedia({ recorded: null });
  client = clientOf(wikimedia);
});

afterEach(() => wikimedia.close());

test('gives ten categories in all unless asked for more', async () => {
  const answer = await client.action({ titles: titlesOf('2026-09-01', 20).join('|') });
  expect(categoriesIn(answer)).toHaveLength(10);
  expect(answer).not.toHaveProperty('batchcomplete');
});

test('never gives more than 500 categories in an answer, however many pages', async () => {
  const answer = await client.action({ titles: titlesOf('2026-09-01', 50).join('|'), cllimit: 'max' });
  expect(categoriesIn(answer)).toHaveLength(500);
});

test.each([PROJECT, 'fr.wikipedia', 'zh.wikipedia'])(
  'gives exactly the truth of %s to who continues',
  async (project) => {
    const day = dayWithManyCategories(project);
    const titles = wikimedia.world
      .ranking(project, 'all-access', day)
      .slice(0, 100)
      .map(({ article }) => article);
    for (const batch of [titles.slice(0, 50), titles.slice(50)]) {
      const parameters = { titles: batch.join('|'), cllimit: 'max', redirects: '1' };
      const found = merge(await clientOf(wikimedia, project).slices(parameters));
      const truths = batch.map((title) => wikimedia.world.truth(project, title));
      // Titles of other wikis vanish from the pages.
      for (const { kind, title, categories } of truths) {
        expect(found.get(title)).toEqual(kind === 'interwiki' ? undefined : categories);
      }
      expect(found.size).toBe(
        new Set(truths.filter(({ kind }) => kind !== 'interwiki').map(({ title }) => title)).size,
      );
    }
  },
);

test('gives page properties, description and info in the first slice only', async () => {
  const slices = await client.slices({ titles: titlesOf('2026-09-01', 50).join('|'), cllimit: 'max' });
  expect(slices.length).toBeGreaterThan(2);
  const first = pagesIn(slices[0]).filter((page) => page.pageid !== undefined);
  expect(first.every((page) => 'lastrevid' in page)).toBe(true);
  expect(first.some((page) => 'description' in page && 'pageprops' in page)).toBe(true);
  for (const page of slices.slice(1).flatMap(pagesIn)) {
    for (const name of ['lastrevid', 'description', 'pageprops']) expect(page).not.toHaveProperty(name);
  }
});

test('refuses a continuation without its original parameters', async () => {
  const titles = titlesOf('2026-09-01', 20).join('|');
  const { continue: next } = await client.action({ titles });
  expect(next).toEqual({
    clcontinue: expect.stringMatching(/^\d+\|\S+$/u),
    continue: '||pageprops|description|info',
  });
  const clcontinue = next?.clcontinue ?? '';
  for (const parameters of [
    { titles, clcontinue },
    { titles, continue: '||' },
    { titles: 'NaN', ...next },
    { titles, ...next, clprop: '' },
  ]) {
    expect(await client.action(parameters)).toMatchObject({ error: { code: 'badcontinue' } });
  }
  expect(await client.action({ titles, ...next })).toHaveProperty('query');
});

test('marks hidden categories only when asked to, and leaves them out when asked to', async () => {
  const title = titlesOf('2026-09-01', 40).find(
    (name) => categoryCount(name, true) > 5 && categoryCount(name, false) > 5,
  );
  const unmarked = await client.action({ titles: String(title), cllimit: 'max', clprop: '', redirects: '1' });
  expect(categoriesIn(unmarked).every((category) => !('hidden' in category))).toBe(true);
  const shown = await client.action({ titles: String(title), cllimit: 'max', clshow: '!hidden', redirects: '1' });
  expect(categoriesIn(shown)).toHaveLength(categoryCount(String(title), false));
});

test('takes 50 titles and refuses 51 with HTTP 200', async () => {
  const titles = Array.from({ length: 51 }, (_, index) => `Lantern ${index}`);
  expect(await client.action({ titles: titles.slice(1).join('|') })).toHaveProperty('query');
  expect(await client.action({ titles: titles.join('|') })).toMatchObject({
    error: { code: 'toomanyvalues', parameter: 'titles', limit: 50 },
  });
});

test('follows chains of two redirects, and merges titles that lead to one page', async () => {
  const { world } = wikimedia;
  const listed = titlesOf('2026-09-01', 1_000);
  const chained = String(listed.find((title) => world.page(PROJECT, title).hops.length === 2));
  const { asked, hops } = world.page(PROJECT, chained);
  const [middle = '', last = ''] = hops;
  const answer = await client.action({ titles: [last, chained, middle].join('|'), redirects: '1', prop: '' });
  expect(answer).toMatchObject({
    query: {
      redirects: [
        { from: asked.title, to: middle },
        { from: middle, to: last },
      ],
      pages: [{ title: last, ns: 0 }],
    },
  });
  expect(pagesIn(answer)).toHaveLength(1);
  const unfollowed = await client.action({ titles: chained, prop: 'info' });
  expect(pagesIn(unfollowed)).toMatchObject([{ title: asked.title, redirect: true }]);
});

test('normalises titles and never answers in the order of the request', async () => {
  const missing = titlesThatAre('missing')[0] ?? '';
  const titles = ['lantern_of_Tarn', 'wp:Contact us', 'special:search', '[bad]_title', 'mw:tarn_B', missing];
  const answer = await client.action({ titles: titles.join('|'), prop: '' });
  expect(answer).toMatchObject({
    batchcomplete: true,
    query: {
      normalized: expect.arrayContaining([
        { fromencoded: false, from: 'lantern_of_Tarn', to: 'Lantern of Tarn' },
        { fromencoded: false, from: 'wp:Contact us', to: 'Wikipedia:Contact us' },
        { fromencoded: false, from: 'mw:tarn_B', to: 'mw:tarn B' },
      ]),
      interwiki: [{ title: 'mw:tarn B', iw: 'mw' }],
    },
  });
  const pages = pagesIn(answer);
  expect(pages.slice(0, 3)).toEqual([
    { ns: 0, title: missing.replaceAll('_', ' '), missing: true },
    {
      title: '[bad]_title',
      invalidreason: 'The requested page title contains invalid characters: "[".',
      invalid: true,
    },
    { ns: -1, title: 'Special:Search', special: true },
  ]);
  const ids = pages.slice(3).map((page) => Number(page.pageid));
  expect(ids).toEqual([...ids].sort((one, other) => one - other));
});

test('divides titles by U+001F when they begin with it, so that a | is a letter of a title, and a wrong one', async () => {
  expect(pagesIn(await client.action({ titles: '\u001F|\u001FLantern' }))).toMatchObject([
    { title: '|', invalid: true },
    { title: 'Lantern' },
  ]);
});

test('refuses titles that were encoded twice', async () => {
  expect(pagesIn(await client.action({ titles: 'AC%2FDC|Quill_&amp;_Tarn' }))).toMatchObject([
    { invalid: true },
    { invalid: true },
  ]);
});

test('answers without a query when there are no titles', async () => {
  expect(await client.action({ titles: '' })).toEqual({ batchcomplete: true });
});

test('answers only action=query in JSON of format version 2', async () => {
  for (const parameters of [{ action: 'parse' }, { format: 'xml' }, { formatversion: '1' }]) {
    expect(await client.action({ titles: 'NaN', ...parameters })).toMatchObject({ error: { code: 'badvalue' } });
  }
});

test('names main page and namespaces of each wiki', async () => {
  const asked = { prop: '', meta: 'siteinfo', siprop: 'general|namespaces|namespacealiases' };
  expect(await clientOf(wikimedia, 'fr.wikipedia').action(asked)).toMatchObject({
    batchcomplete: true,
    query: {
      general: { mainpage: 'Wikipédia:Accueil principal', lang: 'fr' },
      namespaces: { '-1': { id: -1, name: 'Spécial', canonical: 'Special' }, '0': { id: 0, name: '' } },
      namespacealiases: expect.arrayContaining([{ id: 2, alias: 'Utilisatrice' }]),
    },
  });
  expect(await client.action(asked)).toMatchObject({ query: { general: { mainpage: 'Main Page' } } });
  expect((await client.ask('/tlh.wikipedia/w/api.php?action=query')).status).toBe(404);
});

/** The categories of each page over all slices. */
function merge(slices: readonly ActionAnswer[]): ReadonlyMap<string, Truth['categories']> {
  const found = new Map<string, Truth['categories']>();
  for (const { title, categories = [] } of slices.flatMap(pagesIn)) {
    const named = categories.map((category) => ({
      category: category.title.slice(category.title.indexOf(':') + 1),
      hidden: category.hidden === true,
    }));
    found.set(title, [...(found.get(title) ?? []), ...named]);
  }
  return found;
}

function titlesOf(day: string, count: number): readonly string[] {
  return wikimedia.world
    .ranking(PROJECT, 'all-access', day)
    .slice(0, count)
    .map(({ article }) => article);
}

function titlesThatAre(kind: string): readonly string[] {
  return titlesOf('2026-09-01', 1_000).filter((title) => wikimedia.world.truth(PROJECT, title).kind === kind);
}

function categoryCount(title: string, hidden: boolean): number {
  return wikimedia.world.truth(PROJECT, title).categories.filter((category) => category.hidden === hidden).length;
}

function dayWithManyCategories(project: string): string {
  const days = Array.from({ length: 14 }, (_, index) => `2026-09-${String(index + 1).padStart(2, '0')}`);
  const found = days.find((day) =>
    wikimedia.world
      .ranking(project, 'all-access', day)
      .slice(0, 100)
      .some(({ article }) => wikimedia.world.truth(project, article).categories.length > 500),
  );
  return found ?? 'no such day in this fortnight';
}
