import type { ActionError } from './action-api.ts';
import { BAD_CONTINUE, type Continuation, type Prop, type Query } from './action-parameters.ts';
import { type CategorySlice, sliceOf } from './category-slice.ts';
import type { Page } from './facts.ts';
import { languageOf } from './namespaces.ts';
import { pageSetOf } from './page-set.ts';
import { hashOf } from './random.ts';
import type { World } from './world.ts';

/** The requests each continuation was given out for, by its `clcontinue`. */
export type Issued = Map<string, Set<string>>;

export interface PagesAnswer {
  readonly query: Readonly<Record<string, unknown>>;
  readonly continue: Continuation | undefined;
}

/** The `query` part of an answer about titles: one slice of it, with what a client sends back for the next one. */
export function pagesAnswer(world: World, project: string, query: Query, issued: Issued): PagesAnswer | ActionError {
  const set = pageSetOf(world, project, query.titles, query.redirects);
  const { continued } = query;
  if (continued !== undefined && !isOurs(continued, query, issued)) return BAD_CONTINUE;
  const slice = query.prop.includes('categories') ? sliceOf(set.pages, query) : { next: undefined, rows: new Map() };
  if (slice === undefined) return BAD_CONTINUE;
  // What came complete with an earlier slice is named in `continue` and is not sent again.
  const done = continued === undefined ? [] : continued.continue.split('|');
  const props = query.prop.filter((name) => !done.includes(name));
  const next = slice.next === undefined ? undefined : continuationAt(slice.next, query, issued);
  const pages = set.pages.map((page) => shapeOf(world, project, page, props, query, slice));
  const { normalized, redirects, interwiki } = set;
  return {
    continue: next,
    query: {
      ...(normalized.length > 0 ? { normalized } : {}),
      ...(interwiki.length > 0 ? { interwiki } : {}),
      ...(redirects.length > 0 ? { redirects } : {}),
      ...(pages.length > 0 ? { pages } : {}),
    },
  };
}

function isOurs(continued: Continuation, query: Query, issued: Issued): boolean {
  const [head, tail = ''] = continued.continue.split('||');
  const finished = tail === '' ? [] : tail.split('|');
  if (head !== '' || !finished.every((name) => query.prop.some((prop) => prop === name))) return false;
  // A continuation this process never gave out may stem from before a restart: the page set will judge it.
  return issued.get(continued.clcontinue)?.has(query.fingerprint) ?? true;
}

function continuationAt(clcontinue: string, query: Query, issued: Issued): Continuation {
  issued.set(clcontinue, (issued.get(clcontinue) ?? new Set()).add(query.fingerprint));
  return { clcontinue, continue: `||${query.prop.filter((name) => name !== 'categories').join('|')}` };
}

function shapeOf(
  world: World,
  project: string,
  page: Page,
  props: readonly Prop[],
  query: Query,
  slice: CategorySlice,
): Readonly<Record<string, unknown>> {
  const { title } = page;
  if (page.kind === 'invalid') return { title, invalidreason: page.reason, invalid: true };
  if (page.kind === 'special') return { ns: page.ns, title, special: true };
  const info = props.includes('info') ? infoOf(world, project, page) : {};
  if (page.kind === 'missing') return { ns: page.ns, title, missing: true, ...info };
  if (page.kind !== 'page') return { title };
  const categories = slice.rows.get(page.pageid);
  return {
    pageid: page.pageid,
    ns: page.ns,
    title,
    ...(categories === undefined
      ? {}
      : {
          categories: categories.map((category) => ({
            ns: 14,
            title: category.title,
            ...(query.clprop.includes('hidden') ? { hidden: category.hidden } : {}),
          })),
        }),
    ...(props.includes('pageprops') ? pagepropsOf(page, query.ppprop) : {}),
    ...(props.includes('description') && page.description !== undefined
      ? { description: page.description, descriptionsource: 'local' }
      : {}),
    ...info,
  };
}

function pagepropsOf(
  page: Page & { readonly kind: 'page' },
  ppprop: readonly string[],
): Readonly<Record<string, unknown>> {
  const all: readonly (readonly [string, string])[] = [
    ...(page.disambiguation ? [['disambiguation', ''] as const] : []),
    ...(page.wikibaseItem === undefined ? [] : [['wikibase_item', page.wikibaseItem] as const]),
  ];
  const asked = ppprop.length === 0 ? all : all.filter(([name]) => ppprop.includes(name));
  return asked.length > 0 ? { pageprops: Object.fromEntries(asked) } : {};
}

function infoOf(world: World, project: string, page: Page): Readonly<Record<string, unknown>> {
  const language = languageOf(project);
  const known = {
    contentmodel: 'wikitext',
    pagelanguage: language,
    pagelanguagehtmlcode: language,
    pagelanguagedir: language === 'ar' ? 'rtl' : 'ltr',
  };
  if (page.kind !== 'page') return known;
  const made = hashOf(world.seed, project, 'info', page.title);
  return {
    ...known,
    touched: `2026-09-${String(1 + (made % 30)).padStart(2, '0')}T04:00:00Z`,
    lastrevid: 1_000_000_000 + (made % 300_000_000),
    length: 2_000 + (made % 180_000),
    ...(page.redirect ? { redirect: true } : {}),
  };
}
