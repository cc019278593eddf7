import { awkwardTitles } from './awkward.ts';
import type { Facts } from './facts.ts';
import { languageOf } from './namespaces.ts';
import { hashOf, randomFrom } from './random.ts';
import { underscored } from './title.ts';
import { makeTitle } from './words.ts';

/** The pages that a made-up project's rankings are drawn from, all in underscores. */
export interface Pool {
  /** Read about equally much every day, most read first. */
  readonly steady: readonly string[];
  /** Awkward or rare titles that are listed high on one day in `everyDays`. */
  readonly scheduled: readonly { readonly title: string; readonly everyDays: number }[];
  /** Listed for the days of an event only. */
  readonly eventful: readonly string[];
}

export function makePool(seed: number, project: string, madeUp: boolean, facts: Facts): Pool {
  const random = randomFrom(hashOf(seed, project, 'pool'));
  const make = (): string => makeTitle(languageOf(project), random);
  const awkward = awkwardTitles(madeUp);
  const daily = awkward.filter((_, index) => index % 4 === 0);
  const steady = steadyTitles(make, daily, pairs(make, facts));
  const scheduled = [
    // No more than twelve days apart: each of them turns up in any fortnight, the daily ones in a quiet time too.
    ...awkward.map((title, index) => ({ title, everyDays: 4 + (index % 9) })),
    { title: manyCategories(make, facts), everyDays: 11 },
    { title: '[bad]_title', everyDays: 37 },
    { title: 'wikt:tarn', everyDays: 41 },
  ];
  const taken = new Set([...steady, ...awkward]);
  const eventful = new Set<string>();
  while (eventful.size < EVENTFUL_PAGES) {
    const title = make();
    if (!taken.has(title)) eventful.add(title);
  }
  return { steady, scheduled, eventful: [...eventful] };
}

const STEADY_PAGES = 1_200;
const EVENTFUL_PAGES = 60_000;

function steadyTitles(make: () => string, daily: readonly string[], paired: readonly string[]): readonly string[] {
  const titles = new Set<string>();
  const awkward = [...daily];
  const doubles = [...paired];
  while (titles.size < STEADY_PAGES) {
    const slot = titles.size;
    const next = slot % 2 === 1 ? awkward.shift() : slot % 4 === 2 ? doubles.shift() : undefined;
    titles.add(next ?? make());
  }
  return [...titles];
}

/** Titles and the pages they lead to, both listed: two entries of one day that are one page. */
function pairs(make: () => string, facts: Facts): readonly string[] {
  const found: string[] = [];
  for (const hops of [1, 1, 2, 1]) {
    const { from, target } = search(make, (title) => {
      const chain = facts.hopsFrom(title);
      const last = chain.at(-1);
      return chain.length === hops && last !== undefined ? { from: title, target: last } : undefined;
    });
    found.push(from, underscored(target));
  }
  return found;
}

function manyCategories(make: () => string, facts: Facts): string {
  return search(make, (title) => {
    const page = facts.at(title);
    return page.kind === 'page' && !page.redirect && page.categories.length > 500 ? title : undefined;
  });
}

function search<T>(make: () => string, test: (title: string) => T | undefined): T {
  for (;;) {
    const found = test(make());
    if (found !== undefined) return found;
  }
}
