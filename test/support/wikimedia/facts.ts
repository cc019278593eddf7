import { categoriesOf, type PageCategory } from './categories.ts';
import { describe } from './descriptions.ts';
import { languageOf, mainPageOf } from './namespaces.ts';
import { fractionOf, hashOf, randomFrom } from './random.ts';
import { parseTitle, underscored } from './title.ts';
import { makeQualifier, makeTitle } from './words.ts';

/** One page as its wiki has it. Titles have spaces. */
export type Page =
  | {
      readonly kind: 'page';
      readonly title: string;
      readonly ns: number;
      readonly pageid: number;
      readonly redirect: boolean;
      readonly description: string | undefined;
      readonly wikibaseItem: string | undefined;
      readonly disambiguation: boolean;
      /** In the order of the Action API: by name in underscores. */
      readonly categories: readonly PageCategory[];
    }
  | { readonly kind: 'missing'; readonly title: string; readonly ns: number }
  | { readonly kind: 'special'; readonly title: string; readonly ns: number }
  | { readonly kind: 'interwiki'; readonly title: string; readonly prefix: string }
  | { readonly kind: 'invalid'; readonly title: string; readonly reason: string }
  | { readonly kind: 'empty'; readonly title: string };

/** What is true of every title of one project: a pure function of seed, project and title. */
export interface Facts {
  /** The page of this very title, redirects not followed. */
  at(title: string): Page;
  /** The titles a title leads to, one redirect after the other: none, one or two. */
  hopsFrom(title: string): readonly string[];
}

export interface FactsOptions {
  readonly seed: number;
  readonly project: string;
  readonly madeUp: boolean;
  /** The page's number if the title is one of the pool; other titles get a number by their hash. */
  readonly numberOf: (title: string) => number | undefined;
}

export function makeFacts({ seed, project, madeUp, numberOf }: FactsOptions): Facts {
  const mainPage = mainPageOf(project);
  const language = languageOf(project);

  /** What a title is. Only a title's own hash decides, so the answer for a redirect's target agrees with the chain. */
  function fateOf(title: string, ns: number): Fate {
    if (title === mainPage) return 'plain';
    const fate = fractionOf(seed, project, 'fate', title);
    if (fate < MISSING) return 'missing';
    if (ns !== 0) return 'plain';
    if (fate < MISSING + ONE_HOP) return 'one hop';
    return fate < MISSING + ONE_HOP + TWO_HOPS ? 'two hops' : 'plain';
  }

  function hopsFrom(requested: string): readonly string[] {
    const parsed = parseTitle(project, requested);
    if (parsed.kind !== 'title') return [];
    const fate = fateOf(parsed.title, parsed.ns);
    if (fate === 'one hop') return [targetOf(parsed.title, 'plain')];
    if (fate !== 'two hops') return [];
    const first = targetOf(parsed.title, 'one hop');
    return [first, targetOf(first, 'plain')];
  }

  /** The first title akin to this one that has the wanted fate. */
  function targetOf(title: string, wanted: Fate): string {
    const akin = title.replace(/ \([^()]*\)$/u, '');
    for (let attempt = 0; ; attempt += 1) {
      const random = randomFrom(hashOf(seed, project, 'target', title, attempt));
      const base = Buffer.byteLength(akin) > 200 ? makeTitle(language, random) : akin;
      const target = `${base}_(${makeQualifier(language, random)})`.replaceAll('_', ' ');
      if (target !== title && fateOf(target, 0) === wanted) return target;
    }
  }

  function at(requested: string): Page {
    const parsed = parseTitle(project, requested);
    if (parsed.kind === 'interwiki') return parsed;
    if (parsed.kind === 'empty') return { kind: 'empty', title: '' };
    if (parsed.kind === 'invalid') return { kind: 'invalid', title: requested, reason: parsed.reason };
    const { title, ns } = parsed;
    if (ns < 0) return { kind: 'special', title, ns };
    const fate = fateOf(title, ns);
    if (fate === 'missing') return { kind: 'missing', title, ns };
    const redirect = fate !== 'plain';
    const article = ns === 0 && !redirect && title !== mainPage;
    const disambiguation = article && fractionOf(seed, project, 'disambiguation', title) < 0.006;
    return {
      kind: 'page',
      title,
      ns,
      pageid: numberOf(underscored(title)) ?? OTHER_PAGES_FROM + (hashOf(seed, project, 'id', title) % OTHER_PAGES),
      redirect,
      description: article ? describe({ seed, project, title, madeUp }) : undefined,
      wikibaseItem: redirect ? undefined : wikibaseItemOf(title),
      disambiguation,
      categories: categoriesOf({ seed, project, title, madeUp, redirect, article }),
    };
  }

  function wikibaseItemOf(title: string): string | undefined {
    if (fractionOf(seed, project, 'item', title) >= 0.95) return undefined;
    return `Q${1_000 + (hashOf(seed, project, 'Q', title) % 139_000_000)}`;
  }

  return { at, hopsFrom };
}

type Fate = 'plain' | 'missing' | 'one hop' | 'two hops';

const MISSING = 0.005;
const ONE_HOP = 0.033;
const TWO_HOPS = 0.007;

// Above all numbers of the pool, below 2^31 as page ids are.
const OTHER_PAGES_FROM = 100_000_000;
const OTHER_PAGES = 2_000_000_000;
