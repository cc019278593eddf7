import type { CategoriesOfArticle, Transformed } from '../../core/source.ts';
import type { TopArticle } from '../../schema/tables.ts';
import { isArticle } from './article.ts';
import { contentHash } from './content-hash.ts';
import { faultsIn } from './quality.ts';
import type { Access } from './ranking.ts';
import type { RawDay, TitleAnswer } from './raw.ts';

/** Turns a raw day into rows: every listed page from rank 1 down to the `top`-th article, and all their categories. */
export function transformDay(raw: RawDay, top: number, wanted: readonly Access[], ingestedAt: string): Transformed {
  const articles: TopArticle[] = [];
  const categories: CategoriesOfArticle[] = [];
  const desktop = listedViews(raw, 'desktop');
  const mobileWeb = listedViews(raw, 'mobile-web');
  const day = { view_date: raw.partition.day, project: raw.partition.project };
  let articleRank = 0;
  for (const { article, views, rank } of raw.rankings.get('all-access')?.pages ?? []) {
    if (articleRank === top) break;
    const answer = raw.titles.get(article);
    if (answer === undefined) break;
    const isOne = isArticle(answer);
    if (isOne) articleRank += 1;
    const { visible, hidden } = categoriesOf(answer);
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
      category_count: visible.length + hidden.length,
      ingested_at: ingestedAt,
    });
    categories.push({ ...day, article, fetched_at: answer.fetched_at, visible, hidden });
  }
  const lacking = wanted.filter((access) => !raw.rankings.has(access));
  return {
    batches: { top_articles: articles, article_categories: categories },
    articles: articleRank,
    categories: articles.reduce((sum, { category_count }) => sum + category_count, 0),
    views: articles.reduce((sum, { views }) => sum + views, 0),
    contentHash: contentHash(raw.rankings),
    faults: faultsIn(raw, articles, top),
    notes: lacking.map((access) => `no ${access} ranking`),
  };
}

/** Views of one site for the titles that were read. */
function listedViews({ rankings, titles }: RawDay, access: Access): ReadonlyMap<string, number> {
  const pages = rankings.get(access)?.pages.filter(({ article }) => titles.has(article)) ?? [];
  return new Map(pages.map(({ article, views }) => [article, views]));
}

/** Names without the namespace. */
function categoriesOf({ page }: TitleAnswer): Pick<CategoriesOfArticle, 'visible' | 'hidden'> {
  const visible: string[] = [];
  const hidden: string[] = [];
  for (const category of page?.categories ?? []) {
    // A namespace's name holds no colon, so the first one ends it, in every language.
    const name = category.title.slice(category.title.indexOf(':') + 1);
    (category.hidden === true ? hidden : visible).push(name);
  }
  return { visible, hidden };
}
