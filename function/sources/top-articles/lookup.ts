import Type from 'typebox';
import { FailedError, TransientError } from '../../core/errors.ts';
import { parserOf } from '../../core/shape.ts';
import type { ActionApi } from './action-api.ts';
import { type TitleAnswer, type WikiPage, wikiPage } from './raw.ts';

const steps = Type.Optional(
  Type.Array(
    Type.Object({
      from: Type.String(),
      to: Type.String(),
      fromencoded: Type.Optional(Type.Boolean()),
      tointerwiki: Type.Optional(Type.String()),
    }),
  ),
);
const slice = Type.Object({
  batchcomplete: Type.Optional(Type.Boolean()),
  continue: Type.Optional(Type.Record(Type.String(), Type.String())),
  query: Type.Optional(
    Type.Object({
      normalized: steps,
      redirects: steps,
      interwiki: Type.Optional(Type.Array(Type.Object({ title: Type.String() }))),
      pages: Type.Optional(Type.Array(wikiPage)),
    }),
  ),
});
type Slice = Type.Static<typeof slice>;
const parseAnswer = parserOf(slice);

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
  const places = new Set<string>();
  /** Titles that lead out of the wiki, and so to no page: the empty title is what is left of a mere `#`. */
  const outside = new Set(['']);
  let next: Slice['continue'] = {};
  let complete = false;
  while (next !== undefined) {
    const parse = (body: unknown) => parseSlice(body, new Set(pages.keys()));
    const answer: Slice = await api.query({ ...parameters, ...next }, parse, options.signal);
    for (const { from, to, fromencoded } of answer.query?.normalized ?? []) leads.set(decoded(from, fromencoded), to);
    for (const { from, to, tointerwiki } of answer.query?.redirects ?? []) {
      leads.set(from, to);
      if (tointerwiki !== undefined) outside.add(to);
    }
    for (const { title } of answer.query?.interwiki ?? []) outside.add(title);
    for (const page of answer.query?.pages ?? []) pages.set(page.title, mergePage(pages.get(page.title), page));
    complete = answer.batchcomplete ?? false;
    next = answer.continue;
    rejectCircle(next, places);
  }
  const fetchedAt = options.now().toISOString();
  return asked.map((title) => {
    const lead = leadFrom(title, leads);
    const page = (lead !== null && pages.get(lead)) || null;
    return {
      asked: title,
      led_to: page === null || page.invalid ? null : page.title,
      is_main_page: page?.title === options.mainPage,
      page,
      // A title of which the answer says nothing at all is no page without categories.
      complete: complete && (page !== null || lead === null || outside.has(lead)),
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

/** A continued answer is about the same pages as those before it, which `known` holds. */
function parseSlice(body: unknown, known: ReadonlySet<string>): Slice {
  const answer = parseAnswer(body, (problem) => new TransientError(`Cannot read the categories: ${problem}`));
  const titles = new Set(answer.query?.pages?.map(({ title }) => title));
  if (known.size > 0 && titles.symmetricDifference(known).size > 0) {
    throw new TransientError('Cannot read the categories: a continued answer is not about the same pages');
  }
  return answer;
}

function decoded(from: string, isEncoded: boolean | undefined): string {
  if (isEncoded !== true) return from;
  try {
    return decodeURIComponent(from);
  } catch (error) {
    throw new TransientError(`Cannot read the title "${from}": expected percent-encoded UTF-8`, { cause: error });
  }
}

/** Properties come once, categories in slices: an answer without them says nothing about what came before. */
function mergePage(known: WikiPage | undefined, page: WikiPage): WikiPage {
  if (known === undefined) return page;
  // By title, for a page that is edited between two slices may show a category twice.
  const categories = new Map([...(known.categories ?? []), ...(page.categories ?? [])].map((one) => [one.title, one]));
  return { ...known, ...page, ...(categories.size > 0 && { categories: [...categories.values()] }) };
}

function rejectCircle(next: Slice['continue'], places: Set<string>): void {
  const place = JSON.stringify(next);
  if (places.has(place)) throw new FailedError(`The Action API continues in a circle, at ${place}`);
  places.add(place);
}

/** Follows requested → normalised → redirects; null for a circle of redirects, which leads nowhere. */
function leadFrom(title: string, leads: ReadonlyMap<string, string>): string | null {
  const seen = new Set<string>();
  let current = title;
  for (let next = leads.get(current); next !== undefined; next = leads.get(current)) {
    if (seen.has(current)) return null;
    seen.add(current);
    current = next;
  }
  return current;
}
