import { createHash } from 'node:crypto';
import type { Transformed } from '../../core/source.ts';
import type { ArticleCategory, TopArticle } from '../../schema/tables.ts';
import { isArticle } from './article.ts';
import { faultsIn } from './quality.ts';
import { type Access, accesses } from './ranking.ts';
import type { RawDay, TitleAnswer } from './raw.ts';

/** Turns a raw day into rows: every listed page from rank 1 down to the `top`-th article, and all their categories. */
export function transformDay(raw: RawDay, top: number, wanted: readonly Access[], ingestedAt: string): Transformed {
  const articles: TopArticle[] = [];
  const categories: ArticleCategory[] = [];
  const desktop = viewsByTitle(raw, 'desktop');
  const mobileWeb = viewsByTitle(raw, 'mobile-web');
  const day = { view_date: raw.partition.day, project: raw.partition.project };
  let articleRank = 0;
  for (const { article, views, rank } of raw.rankings.get('all-access')?.pages ?? []) {
    if (articleRank === top) break;
    const answer = raw.titles.get(article);
    if (answer === undefined) break;
    const isOne = isArticle(answer);
    if (isOne) articleRank += 1;
    const names = categoriesOf(answer);
    articles.push({
      ...day,
      article,
      rank,
      views,
      article_rank: isOne ? articleRank : null,
      is_article: isOne,
      page_id: answer.page?.pageid ?? null,
      page_title: answer.led_to,
      namespace: answer.page?.ns ?? null,
      wikidata_id: answer.page?.pageprops?.wikibase_item ?? null,
      description: answer.page?.description ?? null,
      desktop_views: desktop.get(article) ?? null,
      mobile_web_views: mobileWeb.get(article) ?? null,
      category_count: names.size,
      ingested_at: ingestedAt,
    });
    for (const [category, isHidden] of names) {
      categories.push({ ...day, article, category, is_hidden: isHidden, fetched_at: answer.fetched_at });
    }
  }
  const lacking = wanted.filter((access) => !raw.rankings.has(access));
  return {
    batches: { top_articles: articles, article_categories: categories },
    articles: articleRank,
    views: articles.reduce((sum, { views }) => sum + views, 0),
    contentHash: hashOf(raw),
    faults: faultsIn(raw, articles, top),
    notes: lacking.map((access) => `no ${access} ranking`),
  };
}

function viewsByTitle({ rankings }: RawDay, access: Access): ReadonlyMap<string, number> {
  return new Map(rankings.get(access)?.pages.map(({ article, views }) => [article, views]));
}

/** Name without the namespace → whether it is hidden. */
function categoriesOf({ page }: TitleAnswer): ReadonlyMap<string, boolean> {
  // A namespace's name holds no colon, so the first one ends it, in every language.
  return new Map(page?.categories?.map(({ title, hidden }) => [title.slice(title.indexOf(':') + 1), hidden === true]));
}

function hashOf({ rankings }: RawDay): string {
  const hash = createHash('sha256');
  for (const access of accesses) hash.update(rankings.get(access)?.bytes ?? '');
  return hash.digest('hex');
}
