import type { TopArticle } from '../../schema/tables.ts';
import type { RankedPage } from './ranking.ts';
import type { RawDay } from './raw.ts';

/** What is wrong with a day's structure, each for a person to read; a sound day has nothing. */
export function faultsIn(raw: RawDay, rows: readonly TopArticle[], top: number): readonly string[] {
  const pages = raw.rankings.get('all-access')?.pages.slice(0, rows.length) ?? [];
  return [
    ...tooFewArticles(rows, top, raw),
    ...wrongViews(pages),
    ...repeatedTitles(pages),
    ...incompleteCategories(rows, raw),
    ...barelyCategorised(rows),
  ];
}

function tooFewArticles(rows: readonly TopArticle[], top: number, raw: RawDay): readonly string[] {
  const articles = rows.filter((row) => row.is_article).length;
  const listed = raw.rankings.get('all-access')?.pages.length ?? 0;
  return articles === top ? [] : [`structure: ${articles} articles instead of ${top} in a list of ${listed} pages`];
}

function wrongViews(pages: readonly RankedPage[]): readonly string[] {
  return pages.flatMap(({ article, views }, i) => {
    if (views <= 0) return [`structure: "${article}" has ${views} views`];
    const above = pages[i - 1];
    if (above === undefined || views <= above.views) return [];
    return [`structure: "${article}" has more views (${views}) than "${above.article}" above it (${above.views})`];
  });
}

function repeatedTitles(pages: readonly RankedPage[]): readonly string[] {
  const seen = new Set<string>();
  return pages.flatMap(({ article }) => {
    if (seen.has(article)) return [`structure: "${article}" is listed twice`];
    seen.add(article);
    return [];
  });
}

function incompleteCategories(rows: readonly TopArticle[], raw: RawDay): readonly string[] {
  const incomplete = rows.filter(({ article }) => raw.titles.get(article)?.complete !== true);
  const [first] = incomplete;
  if (first === undefined) return [];
  return [`structure: categories of ${incomplete.length} pages are not complete, "${first.article}" among them`];
}

function barelyCategorised(rows: readonly TopArticle[]): readonly string[] {
  const articles = rows.filter((row) => row.is_article);
  const categorised = articles.filter((row) => row.category_count > 0).length;
  if (categorised * 2 > articles.length || articles.length === 0) return [];
  return [`structure: only ${categorised} of ${articles.length} articles have a category`];
}
