import Type from 'typebox';
import { NotFoundError, TransientError, UsageError } from '../../core/errors.ts';
import type { Project } from '../../core/partition.ts';
import { parserOf } from '../../core/shape.ts';
import type { ActionApi } from './action-api.ts';
import type { RankedPage } from './ranking.ts';

/** What a wiki says of itself. */
export interface Siteinfo {
  /** The main page's title, with spaces. */
  readonly mainPage: string;
  /** Every name and alias of its namespaces but the article one, lower case. */
  readonly namespaceNames: ReadonlySet<string>;
}

const parseAnswer = parserOf(
  Type.Object({
    query: Type.Object({
      general: Type.Object({ mainpage: Type.String() }),
      namespaces: Type.Record(
        Type.String(),
        Type.Object({ name: Type.String(), canonical: Type.Optional(Type.String()) }),
      ),
      namespacealiases: Type.Optional(Type.Array(Type.Object({ alias: Type.String() }))),
    }),
  }),
);

/** A wiki that does not exist. */
export class UnknownWikiError extends UsageError {}

/** Throws UnknownWikiError when there is no such wiki: https://www.mediawiki.org/wiki/API:Siteinfo */
export async function readSiteinfo(api: ActionApi, project: Project, signal: AbortSignal): Promise<Siteinfo> {
  try {
    return await api.query({ meta: 'siteinfo', siprop: 'general|namespaces|namespacealiases' }, parseSiteinfo, signal);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    throw new UnknownWikiError(`There is no wiki "${project}": expected one such as en.wikipedia or fr.wiktionary`, {
      cause: error,
    });
  }
}

/**
 * Whether a listed title will turn out to be no article. A hint for how deep to read, so that one round of requests is
 * usually enough: what the page is, its own answer says.
 */
export function looksLikeNoArticle({ article }: RankedPage, { mainPage, namespaceNames }: Siteinfo): boolean {
  const title = article.replaceAll('_', ' ');
  const [prefix, ...rest] = title.split(':');
  return title === mainPage || (rest.length > 0 && namespaceNames.has((prefix ?? '').trim().toLowerCase()));
}

function parseSiteinfo(body: unknown): Siteinfo {
  const { query } = parseAnswer(body, (problem) => new TransientError(`Cannot read the siteinfo: ${problem}`));
  const { general, namespaces, namespacealiases = [] } = query;
  const names = Object.values(namespaces).flatMap(({ name, canonical }) => [name, canonical ?? '']);
  const aliases = namespacealiases.map(({ alias }) => alias);
  const lower = [...names, ...aliases].map((name) => name.toLowerCase()).filter((name) => name !== '');
  return { mainPage: general.mainpage, namespaceNames: new Set(lower) };
}
