import { z } from 'zod';
import { NotFoundError, TransientError, UsageError } from '../../core/errors.ts';
import type { Project } from '../../core/partition.ts';
import type { ActionApi } from './action-api.ts';
import type { RankedPage } from './ranking.ts';

/** What a wiki says of itself. */
export interface Siteinfo {
  /** The main page's title, with spaces. */
  readonly mainPage: string;
  /** Every name and alias of its namespaces but the article one, lower case. */
  readonly namespaceNames: ReadonlySet<string>;
}

const siteinfoAnswer = z.object({
  query: z.object({
    general: z.object({ mainpage: z.string() }),
    namespaces: z.record(z.string(), z.object({ name: z.string(), canonical: z.string().optional() })),
    namespacealiases: z.array(z.object({ alias: z.string() })).default([]),
  }),
});

/** Throws UsageError when there is no such wiki: https://www.mediawiki.org/wiki/API:Siteinfo */
export async function readSiteinfo(api: ActionApi, project: Project, signal: AbortSignal): Promise<Siteinfo> {
  try {
    return await api.query({ meta: 'siteinfo', siprop: 'general|namespaces|namespacealiases' }, parseSiteinfo, signal);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    throw new UsageError(`There is no wiki "${project}": expected one such as en.wikipedia or fr.wiktionary`, {
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
  const parsed = siteinfoAnswer.safeParse(body);
  if (!parsed.success) throw new TransientError(`Cannot read the siteinfo: ${z.prettifyError(parsed.error)}`);
  const { general, namespaces, namespacealiases } = parsed.data.query;
  const names = Object.values(namespaces).flatMap(({ name, canonical }) => [name, canonical ?? '']);
  const aliases = namespacealiases.map(({ alias }) => alias);
  const lower = [...names, ...aliases].map((name) => name.toLowerCase()).filter((name) => name !== '');
  return { mainPage: general.mainpage, namespaceNames: new Set(lower) };
}
