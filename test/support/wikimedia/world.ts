import { type Facts, makeFacts, type Page } from './facts.ts';
import { makePool, type Pool } from './pool.ts';
import { hashOf } from './random.ts';
import { type Access, lengthOf, type RankingEntry, rankFor } from './ranking.ts';
import { readershipOf } from './readership.ts';

/**
 * A made-up Wikipedia: what is read, and what is true of any title. A pure function of seed, project and day or
 * title, without clock and chance, for any day and any title, also of titles that come from a real list.
 */
export interface World {
  readonly seed: number;
  readonly madeUp: boolean;
  /** Sorted by views; titles in underscores. A day is computed without the days before it. */
  ranking(project: string, access: Access, day: string): readonly RankingEntry[];
  /** A title as requested, the redirects it goes through, and the page at their end. */
  page(project: string, title: string): Destination;
  /** What a complete and correct reader must find out about a title. */
  truth(project: string, title: string): Truth;
}

export interface WorldOptions {
  readonly seed?: number;
  /** Entries of each ranking; without it between 997 and 1,000. */
  readonly entries?: number;
  /** Nothing but invented words, and descriptions and categories that say so: for data that is shown to people. */
  readonly madeUp?: boolean;
}

export interface Destination {
  /** The page of the requested title itself. */
  readonly asked: Page;
  /** The titles a redirect leads to, in order, the last one being that of `page`. */
  readonly hops: readonly string[];
  readonly page: Page;
}

export interface Truth {
  /** The title at the end of all redirects, with spaces. */
  readonly title: string;
  readonly kind: Page['kind'];
  /** Undefined for titles that are no page of this wiki: invalid ones and those of other wikis. */
  readonly ns: number | undefined;
  readonly missing: boolean;
  readonly redirected: boolean;
  readonly pageid: number | undefined;
  readonly description: string | undefined;
  readonly wikibaseItem: string | undefined;
  readonly disambiguation: boolean;
  /** Names with spaces and without the prefix. */
  readonly categories: readonly { readonly category: string; readonly hidden: boolean }[];
}

export function createWorld({ seed = 1, entries, madeUp = false }: WorldOptions = {}): World {
  const worldOf = (project: string): ProjectWorld => projectWorld(seed, project, madeUp);

  function page(project: string, title: string): Destination {
    const { facts } = worldOf(project);
    const asked = facts.at(title);
    const hops = facts.hopsFrom(title);
    const last = hops.at(-1);
    return { asked, hops, page: last === undefined ? asked : facts.at(last) };
  }

  return {
    seed,
    madeUp,
    ranking(project, access, day) {
      const pages = readershipOf(seed, project, day, worldOf(project).pool());
      return rankFor(access, pages, entries ?? lengthOf(project, access, day, seed), seed);
    },
    page,
    truth(project, title) {
      const destination = page(project, title);
      return truthOf(destination.page, destination.hops.length > 0);
    },
  };
}

interface ProjectWorld {
  readonly facts: Facts;
  readonly pool: () => Pool;
}

// Kept for the process: a pool of thousands of titles takes a tenth of a second, and every test makes a world.
const PROJECT_WORLDS = new Map<string, ProjectWorld>();

function projectWorld(seed: number, project: string, madeUp: boolean): ProjectWorld {
  const key = `${seed} ${project} ${madeUp}`;
  const made = PROJECT_WORLDS.get(key) ?? makeProjectWorld(seed, project, madeUp);
  PROJECT_WORLDS.set(key, made);
  return made;
}

function makeProjectWorld(seed: number, project: string, madeUp: boolean): ProjectWorld {
  let made: Pool | undefined;
  let numbers: ReadonlyMap<string, number> | undefined;
  // The pool is made from facts, so facts may not ask for it before it is there.
  const titleFacts = makeFacts({ seed, project, madeUp, numberOf: () => undefined });
  const pool = (): Pool => {
    made ??= makePool(seed, project, madeUp, titleFacts);
    return made;
  };
  const numberOf = (title: string): number | undefined => {
    numbers ??= numbered(pool(), hashOf(seed, project, 'first number') % 1_000_000);
    return numbers.get(title);
  };
  return { facts: makeFacts({ seed, project, madeUp, numberOf }), pool };
}

/** A page number for each title of the pool: distinct, and in no order a client could rely on. */
function numbered({ steady, scheduled, eventful }: Pool, first: number): ReadonlyMap<string, number> {
  const titles = [...steady, ...scheduled.map(({ title }) => title), ...eventful];
  return new Map(titles.map((title, index) => [title, 1 + (((index + first) * 7_368_787) % LARGE_PRIME)]));
}

const LARGE_PRIME = 67_108_859;

function truthOf(page: Page, redirected: boolean): Truth {
  const isPage = page.kind === 'page';
  return {
    title: page.title,
    kind: page.kind,
    ns: 'ns' in page ? page.ns : undefined,
    missing: page.kind === 'missing',
    redirected,
    pageid: isPage ? page.pageid : undefined,
    description: isPage ? page.description : undefined,
    wikibaseItem: isPage ? page.wikibaseItem : undefined,
    disambiguation: isPage && page.disambiguation,
    categories: isPage
      ? page.categories.map(({ title, hidden }) => ({ category: title.slice(title.indexOf(':') + 1), hidden }))
      : [],
  };
}
