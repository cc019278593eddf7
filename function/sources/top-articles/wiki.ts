import type { Project } from '../../core/partition.ts';
import type { HttpClient } from '../../http/client.ts';
import { openActionApi } from './action-api.ts';
import { isArticle } from './article.ts';
import { lookUpTitles } from './lookup.ts';
import type { RankedPage } from './ranking.ts';
import type { TitleAnswer } from './raw.ts';
import { shareCategories } from './shared-categories.ts';
import { looksLikeNoArticle, readSiteinfo } from './siteinfo.ts';
import { batchTitles } from './titles.ts';

/** One wiki during one run. */
export interface Wiki {
  /** The answers for a ranking from its top down to the N-th article, in at most a few rounds. */
  readDownTo(articles: number, pages: readonly RankedPage[]): Promise<ReadonlyMap<string, TitleAnswer>>;
  /** Sends the titles that are waiting for a batch to fill. */
  flush(): void;
  isBusy(): boolean;
}

/** So many titles below the wanted ones ride along in a batch with room, in case some of those are no articles. */
const spareTitles = 3;

/** Throws UsageError when there is no such wiki. `onIdle` is told after each batch of titles. */
export async function openWiki(
  project: Project,
  options: {
    readonly http: HttpClient;
    readonly urlTemplate: string;
    readonly now: () => Date;
    readonly signal: AbortSignal;
    readonly onIdle: () => void;
  },
): Promise<Wiki> {
  const { signal, now } = options;
  const api = openActionApi(options.http, options.urlTemplate, project);
  const siteinfo = await readSiteinfo(api, project, signal);
  const { mainPage } = siteinfo;
  const share = shareCategories();
  const lookUp = async (batch: readonly string[]) =>
    (await lookUpTitles(api, batch, { mainPage, now, signal })).map(share);
  const titles = batchTitles(lookUp, options.onIdle);

  return {
    async readDownTo(articles, pages) {
      const isLikely = pages.map((page) => !looksLikeNoArticle(page, siteinfo));
      const listed = pages.map(({ article }) => article);
      let depth = depthOf(articles, isLikely);
      for (;;) {
        const answers = await titles.answersFor(listed.slice(0, depth), listed.slice(depth, depth + spareTitles));
        const missing = articles - listed.slice(0, depth).filter((title) => isArticleIn(answers, title)).length;
        if (missing <= 0 || depth >= pages.length) return answers;
        depth += depthOf(missing, isLikely.slice(depth));
      }
    },
    flush: titles.flush,
    isBusy: titles.isBusy,
  };
}

/** How many entries to read to meet `articles` likely ones. */
function depthOf(articles: number, isLikely: readonly boolean[]): number {
  let met = 0;
  const last = isLikely.findIndex((likely) => likely && ++met === articles);
  return last === -1 ? isLikely.length : last + 1;
}

function isArticleIn(answers: ReadonlyMap<string, TitleAnswer>, title: string): boolean {
  const answer = answers.get(title);
  return answer !== undefined && isArticle(answer);
}
