import { describe, expect, test } from 'vitest';
import { awkwardTitles } from './awkward.ts';
import { createWorld } from './world.ts';

const PROJECTS = ['en.wikipedia', 'fr.wikipedia', 'zh.wikipedia'];
const DAYS = Array.from({ length: 42 }, (_, index) =>
  new Date(Date.UTC(2026, 7, 20 + index)).toISOString().slice(0, 10),
);

describe.each(PROJECTS)('the made-up world of %s', (project) => {
  const world = createWorld({ seed: 7 });
  const tops = DAYS.map((day) => world.ranking(project, 'all-access', day).slice(0, 100));

  test('is the same whichever day is asked for first', () => {
    const again = createWorld({ seed: 7 });
    expect(again.ranking(project, 'all-access', DAYS[20] ?? '').slice(0, 100)).toEqual(tops[20]);
    expect(
      createWorld({ seed: 8 })
        .ranking(project, 'all-access', DAYS[20] ?? '')
        .slice(0, 100),
    ).not.toEqual(tops[20]);
  });

  test('brings about 40 new titles a day into the first 100', () => {
    const fresh = tops.slice(1).map((list, index) => {
      const before = new Set(tops[index]?.map(({ article }) => article));
      return list.filter(({ article }) => !before.has(article)).length;
    });
    const mean = fresh.reduce((sum, count) => sum + count, 0) / fresh.length;
    expect(mean).toBeGreaterThan(36);
    expect(mean).toBeLessThan(45);
  });

  test('lists every awkward title in the first 100 of any fortnight, and many of them every day', () => {
    const titles = awkwardTitles(false);
    for (let first = 0; first + 14 <= tops.length; first += 1) {
      const listed = new Set(tops.slice(first, first + 14).flatMap((list) => list.map(({ article }) => article)));
      expect(titles.filter((title) => !listed.has(title))).toEqual([]);
    }
    for (const list of tops) {
      expect(list.filter(({ article }) => titles.includes(article)).length).toBeGreaterThan(8);
    }
  });

  test('has the main page on rank 1, views that fall and ranks that tie and skip', () => {
    let ties = 0;
    for (const list of tops) {
      expect(list[0]?.rank).toBe(1);
      expect(['Main_Page', 'Wikipédia:Accueil_principal']).toContain(list[0]?.article);
      for (const [index, { views, rank }] of list.entries()) {
        const above = list[index - 1];
        if (above === undefined) continue;
        expect(above.views).toBeGreaterThanOrEqual(views);
        expect(rank).toBe(above.views === views ? above.rank : index + 1);
        if (above.views === views) ties += 1;
      }
    }
    expect(ties).toBeGreaterThan(5);
  });

  test('lists two titles of one page on most days', () => {
    const days = tops.filter((list) => {
      const ids = list.map(({ article }) => world.truth(project, article).pageid).filter((id) => id !== undefined);
      return new Set(ids).size < ids.length;
    });
    expect(days.length).toBeGreaterThan(tops.length / 2);
  });

  test('gives every page its own number', () => {
    const numbers = new Map<number, string>();
    for (const day of DAYS.slice(0, 10)) {
      for (const { article } of world.ranking(project, 'all-access', day)) {
        const { pageid, title } = world.truth(project, article);
        if (pageid === undefined) continue;
        expect(numbers.get(pageid) ?? title).toBe(title);
        numbers.set(pageid, title);
      }
    }
  });

  test('has about 30 categories an article, and more than an answer holds on some days only', () => {
    const counts = tops.map((list) => list.map(({ article }) => world.truth(project, article).categories.length));
    const usual = counts.flat().filter((count) => count <= 60);
    expect(usual.reduce((sum, count) => sum + count, 0) / usual.length).toBeGreaterThan(22);
    expect(usual).toContain(0);
    const heavy = counts.map((list) => list.some((count) => count > 500));
    for (let first = 0; first + 14 <= heavy.length; first += 1) {
      expect(heavy.slice(first, first + 14)).toContain(true);
    }
    expect(heavy.filter((isHeavy) => !isHeavy).length).toBeGreaterThan(heavy.length / 2);
  });

  test('counts no more views on desktop and mobile together than in all', () => {
    for (const day of DAYS.slice(0, 5)) {
      const all = world.ranking(project, 'all-access', day);
      const desktop = viewsIn(world.ranking(project, 'desktop', day));
      const mobile = viewsIn(world.ranking(project, 'mobile-web', day));
      for (const { article, views } of all) {
        expect((desktop.get(article) ?? 0) + (mobile.get(article) ?? 0)).toBeLessThanOrEqual(views);
      }
      const shares = all.map(({ article, views }) => (desktop.get(article) ?? Number.NaN) / views);
      expect(shares.some((share) => share > 0.9)).toBe(true);
    }
  });
});

test('a made-up world says so in every category list and description', () => {
  const world = createWorld({ seed: 3, madeUp: true, entries: 120 });
  const list = world.ranking('sample.wikipedia', 'all-access', '2026-09-01');
  expect(list).toHaveLength(120);
  for (const truth of list.map(({ article }) => world.truth('sample.wikipedia', article))) {
    if (truth.kind !== 'page') continue;
    expect(truth.categories).toContainEqual({ category: 'Made-up sample data', hidden: false });
    expect(truth.description ?? 'Made-up: ').toMatch(/^Made-up: /u);
  }
});

test('a title nobody listed has its facts all the same, and its redirects end at a page that agrees', () => {
  const world = createWorld({ seed: 7 });
  const titles = Array.from({ length: 3_000 }, (_, index) => `Unlisted_${index}`);
  const destinations = titles.map((title) => world.page('fr.wikipedia', title));
  const redirected = destinations.filter(({ hops }) => hops.length > 0);
  expect(redirected.length / titles.length).toBeGreaterThan(0.03);
  expect(redirected.length / titles.length).toBeLessThan(0.05);
  for (const { hops, page } of redirected) {
    expect(page.title).toBe(hops.at(-1));
    expect(world.page('fr.wikipedia', page.title)).toEqual({ asked: page, hops: [], page });
  }
  expect(destinations.filter(({ page }) => page.kind === 'missing').length).toBeGreaterThan(3);
});

test('namespaces are known by their local and common names and aliases, in any case, and not by any colon', () => {
  const world = createWorld();
  const nsOf = (title: string): number | undefined => world.truth('fr.wikipedia', title).ns;
  expect(nsOf('spécial:Recherche')).toBe(-1);
  expect(nsOf('Special:Search')).toBe(-1);
  expect(nsOf('WIKIPEDIA:Accueil_principal')).toBe(4);
  expect(nsOf('Utilisatrice:Tarn')).toBe(2);
  expect(nsOf('Discussion_Wikipédia:Tarn')).toBe(5);
  expect(nsOf('Portail:Accueil')).toBe(100);
  expect(nsOf('NCIS_:_Enquêtes_spéciales')).toBe(0);
  expect(nsOf('Media_Tarn')).toBe(0);
});

function viewsIn(list: readonly { readonly article: string; readonly views: number }[]): ReadonlyMap<string, number> {
  return new Map(list.map(({ article, views }) => [article, views]));
}
