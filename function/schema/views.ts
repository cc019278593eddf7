import type { Columns, ResultType } from './column.ts';
import { tables } from './tables.ts';

const { top_articles, article_categories } = tables;

/** The columns of each view, by its name; the view itself is in `function/sql/views`, where its first line says what a row is. */
export const views = {
  wiki_data_normal: {
    view_date: top_articles.columns.view_date,
    project: top_articles.columns.project,
    article: top_articles.columns.article,
    category: { ...article_categories.columns.category, nullable: true },
    is_hidden: { ...article_categories.columns.is_hidden, nullable: true },
    rank: top_articles.columns.rank,
    views: top_articles.columns.views,
  },
} as const satisfies Readonly<Record<string, Columns<ResultType>>>;
