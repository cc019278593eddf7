import { parseProject } from '../../function/core/partition.ts';
import type { DayCommit } from '../../function/core/warehouse.ts';
import type { TopArticle } from '../../function/schema/tables.ts';
import { dayCommit } from './day-commit.ts';
import { partition } from './partitions.ts';

/** A title as a day's list has it. */
export interface ListedTitle {
  readonly article: string;
  /** Null for what leads nowhere. */
  readonly page: number | null;
  /** Unless given, what leads to a page is an article. */
  readonly isArticle?: boolean;
  readonly views: number;
  readonly desktop?: number | null;
  readonly mobile?: number | null;
  readonly pageTitle?: string;
  readonly wikidataId?: string;
  readonly description?: string;
  readonly visible?: readonly string[];
  readonly hidden?: readonly string[];
}

/** A loaded day with these titles, in the order of the list. */
export function listedDay(project: string, day: string, titles: readonly ListedTitle[]): DayCommit {
  const base = dayCommit(partition(day, parseProject(project)), { articles: 0 });
  let articleRank = 0;
  const rows = titles.map((title): TopArticle => {
    const { article, page, views, desktop = null, mobile = null, visible = [], hidden = [] } = title;
    const isArticle = title.isArticle ?? page !== null;
    if (isArticle) articleRank += 1;
    return {
      view_date: day,
      project,
      article,
      rank: 1 + titles.filter((other) => other.views > views).length,
      views,
      article_rank: isArticle ? articleRank : null,
      is_article: isArticle,
      page_id: page,
      page_title: title.pageTitle ?? (isArticle ? `Page ${page}` : article),
      namespace: isArticle ? 0 : 4,
      wikidata_id: title.wikidataId ?? null,
      description: title.description ?? null,
      desktop_views: desktop,
      mobile_web_views: mobile,
      category_count: visible.length + hidden.length,
      ingested_at: base.ledger.ingested_at,
    };
  });
  const article_categories = titles.map(({ article, visible = [], hidden = [] }) => ({
    view_date: day,
    project,
    article,
    fetched_at: base.ledger.ingested_at,
    visible,
    hidden,
  }));
  const views = titles.reduce((sum, title) => sum + title.views, 0);
  const categories = rows.reduce((sum, row) => sum + row.category_count, 0);
  return {
    ledger: { ...base.ledger, articles: articleRank, categories, views },
    batches: { top_articles: rows, article_categories },
  };
}

/** A day that is in the ledger, without rows. */
export function emptyDay(project: string, day: string, status: 'absent' | 'refused'): DayCommit {
  const { ledger, batches } = listedDay(project, day, []);
  return { ledger: { ...ledger, status, reason: 'made up' }, batches };
}
