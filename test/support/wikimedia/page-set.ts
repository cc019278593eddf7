import type { Page } from './facts.ts';
import { parseTitle } from './title.ts';
import type { World } from './world.ts';

/** What MediaWiki makes of the requested titles before it looks anything up about them. */
export interface PageSet {
  readonly normalized: readonly { readonly fromencoded: false; readonly from: string; readonly to: string }[];
  readonly redirects: readonly { readonly from: string; readonly to: string }[];
  readonly interwiki: readonly { readonly title: string; readonly iw: string }[];
  /** Missing, invalid and special ones first, then the pages by number: never in the order of the request. */
  readonly pages: readonly Page[];
}

/** Two titles that are one page, through normalisation or redirects, are there once. */
export function pageSetOf(world: World, project: string, titles: readonly string[], follow: boolean): PageSet {
  const normalized = new Map<string, string>();
  const redirects = new Map<string, string>();
  const interwiki = new Map<string, string>();
  const pages = new Map<string, Page>();
  for (const requested of new Set(titles)) {
    const { asked, hops, page } = world.page(project, requested);
    const parsed = parseTitle(project, requested);
    if (parsed.kind === 'empty') normalized.set(requested, '');
    if ('title' in parsed && parsed.title !== requested) normalized.set(requested, parsed.title);
    if (asked.kind === 'interwiki') {
      interwiki.set(asked.title, asked.prefix);
    } else if (asked.kind !== 'empty') {
      const reached = follow ? page : asked;
      pages.set(`${reached.kind}|${reached.title}`, reached);
      if (follow) for (const [index, to] of hops.entries()) redirects.set(hops[index - 1] ?? asked.title, to);
    }
  }
  return {
    normalized: [...normalized].map(([from, to]) => ({ fromencoded: false, from, to })),
    redirects: [...redirects].map(([from, to]) => ({ from, to })),
    interwiki: [...interwiki].map(([title, iw]) => ({ title, iw })),
    pages: [...pages.values()].sort((one, other) => orderOf(one) - orderOf(other)),
  };
}

function orderOf(page: Page): number {
  if (page.kind === 'page') return page.pageid;
  return ORDER.indexOf(page.kind) - ORDER.length;
}

const ORDER: readonly Page['kind'][] = ['missing', 'invalid', 'special'];
