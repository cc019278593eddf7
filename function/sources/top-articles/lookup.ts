import { z } from 'zod';
import { FailedError, TransientError } from '../../core/errors.ts';
import type { ActionApi } from './action-api.ts';
import { type TitleAnswer, type WikiPage, wikiPage } from './raw.ts';

const step = z.object({ from: z.string(), to: z.string(), fromencoded: z.boolean().optional() });
const slice = z.object({
  batchcomplete: z.boolean().optional(),
  continue: z.record(z.string(), z.string()).optional(),
  query: z
    .object({
      normalized: z.array(step).default([]),
      redirects: z.array(step).default([]),
      pages: z.array(wikiPage).default([]),
    })
    .default({ normalized: [], redirects: [], pages: [] }),
});
type Slice = z.infer<typeof slice>;

/**
 * Asks about up to 50 titles and follows the continuation until every category is there:
 * https://www.mediawiki.org/wiki/API:Continue. One answer for each title, in the order asked.
 */
export async function lookUpTitles(
  api: ActionApi,
  asked: readonly string[],
  options: { readonly mainPage: string; readonly now: () => Date; readonly signal?: AbortSignal },
): Promise<readonly TitleAnswer[]> {
  const parameters = {
    redirects: '1',
    prop: 'categories|pageprops|description|info',
    clprop: 'hidden',
    cllimit: 'max',
    ppprop: 'wikibase_item|disambiguation',
    titles: joinTitles(asked),
  };
  const leads = new Map<string, string>();
  const pages = new Map<string, WikiPage>();
  let next: Slice['continue'] = {};
  let complete = false;
  while (next !== undefined) {
    const answer: Slice = await api.query({ ...parameters, ...next }, parseSlice, options.signal);
    for (const { from, to, fromencoded } of answer.query.normalized)
      leads.set(fromencoded ? decodeURIComponent(from) : from, to);
    for (const { from, to } of answer.query.redirects) leads.set(from, to);
    for (const page of answer.query.pages) pages.set(page.title, mergePage(pages.get(page.title), page));
    complete = answer.batchcomplete ?? false;
    next = continuedFrom(next, answer.continue);
  }
  const fetchedAt = options.now().toISOString();
  return asked.map((title) => {
    const page = pages.get(leadFrom(title, leads)) ?? null;
    return {
      asked: title,
      led_to: page?.title ?? null,
      is_main_page: page?.title === options.mainPage,
      page,
      complete,
      fetched_at: fetchedAt,
    };
  });
}

/** U+001F separates titles where one of them holds the usual separator. */
function joinTitles(titles: readonly string[]): string {
  return titles.some((title) => title.includes('|'))
    ? titles.map((title) => `\u001f${title}`).join('')
    : titles.join('|');
}

function parseSlice(body: unknown): Slice {
  const parsed = slice.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new TransientError(`Cannot read the categories: ${z.prettifyError(parsed.error)}`);
}

/** Properties come once, categories in slices: an answer without them says nothing about what came before. */
function mergePage(known: WikiPage | undefined, page: WikiPage): WikiPage {
  if (known === undefined) return page;
  const categories = [...(known.categories ?? []), ...(page.categories ?? [])];
  return { ...known, ...page, ...(categories.length > 0 && { categories }) };
}

function continuedFrom(previous: Slice['continue'], next: Slice['continue']): Slice['continue'] {
  if (next !== undefined && JSON.stringify(next) === JSON.stringify(previous)) {
    throw new FailedError(`The Action API continues in a circle, at ${JSON.stringify(next)}`);
  }
  return next;
}

/** Follows requested → normalised → redirects; a circle of redirects leads nowhere. */
function leadFrom(title: string, leads: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let current = title;
  for (let next = leads.get(current); next !== undefined && !seen.has(current); next = leads.get(current)) {
    seen.add(current);
    current = next;
  }
  return current;
}
