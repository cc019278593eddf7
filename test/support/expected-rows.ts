import type { Partition } from '../../function/core/partition.ts';
import type { Row } from './warehouse-rows.ts';
import { mainPageOf } from './wikimedia/namespaces.ts';
import type { Access } from './wikimedia/ranking.ts';
import type { Wikimedia } from './wikimedia/server.ts';
import type { Truth } from './wikimedia/world.ts';

/** The rows that are right for a day, worked out from what the stand-in knows and not from what it answers. */
export function expectedRows(
  wikimedia: Wikimedia,
  { project, day }: Partition,
  top: number,
): { readonly top_articles: readonly Row[]; readonly article_categories: readonly Row[] } {
  const viewsOn = (access: Access): ReadonlyMap<string, number> =>
    new Map(wikimedia.ranking(project, access, day).map(({ article, views }) => [article, views]));
  const [desktop, mobileWeb] = [viewsOn('desktop'), viewsOn('mobile-web')];
  const articles: Row[] = [];
  const categories: Row[] = [];
  let articleRank = 0;
  for (const { article, rank, views } of wikimedia.ranking(project, 'all-access', day)) {
    if (articleRank === top) break;
    const truth = wikimedia.world.truth(project, article);
    const isArticle = isTrueArticle(truth, project);
    if (isArticle) articleRank += 1;
    articles.push({
      view_date: day,
      project,
      article,
      rank,
      views,
      article_rank: isArticle ? articleRank : null,
      is_article: isArticle,
      page_id: truth.pageid ?? null,
      page_title: isOfThisWiki(truth) ? truth.title : null,
      namespace: truth.ns ?? null,
      wikidata_id: truth.wikibaseItem ?? null,
      description: truth.description ?? null,
      desktop_views: desktop.get(article) ?? null,
      mobile_web_views: mobileWeb.get(article) ?? null,
      category_count: truth.categories.length,
    });
    for (const { category, hidden } of truth.categories) {
      categories.push({ view_date: day, project, article, category, is_hidden: hidden });
    }
  }
  return { top_articles: articles, article_categories: categories };
}

/** The titles that a day's rows are about. */
export function listedTitles({ world }: Wikimedia, { project, day }: Partition, top: number): readonly string[] {
  let articles = 0;
  const titles = world.ranking(project, 'all-access', day).map(({ article }) => article);
  const last = titles.findIndex((title) => isTrueArticle(world.truth(project, title), project) && ++articles === top);
  return titles.slice(0, last + 1);
}

export function isTrueArticle({ kind, ns, title }: Truth, project: string): boolean {
  return kind === 'page' && ns === 0 && title !== mainPageOf(project);
}

function isOfThisWiki({ kind }: Truth): boolean {
  return kind !== 'interwiki' && kind !== 'invalid' && kind !== 'empty';
}
