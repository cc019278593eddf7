import { answers } from './answers.ts';
import type { Columns, ResultType } from './column.ts';
import { tables } from './tables.ts';

const { top_articles, article_categories, ingested_days } = tables;

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
  data_health: {
    project: ingested_days.columns.project,
    month: { type: 'DATE', description: 'The first day of the month.' },
    days: { type: 'INT64', description: "Its days, from the project's first one in the ledger to yesterday (UTC)." },
    days_loaded: { type: 'INT64', description: 'Those that are loaded.' },
    days_pending: {
      type: 'INT64',
      description: 'Those without an entry that may still come, being less than 7 days old.',
    },
    days_absent: { type: 'INT64', description: 'Those that Wikimedia will never have.' },
    days_refused: { type: 'INT64', description: 'Those that failed their quality checks; the next run tries again.' },
    days_missing: { type: 'INT64', description: 'Those without an entry that should have been loaded by now.' },
    days_changed: {
      type: 'INT64',
      description:
        'Those of which Wikimedia gives other rankings today than were loaded, as far as it was asked again.',
    },
    watermark: {
      type: 'DATE',
      nullable: true,
      description:
        'The last day up to which every day of the project is loaded or absent; null when the first one is not.',
    },
    newest_day: {
      type: 'DATE',
      nullable: true,
      description: 'The newest loaded day of the project; null without one.',
    },
    newest_day_age: { type: 'INT64', nullable: true, description: 'How many days ago (UTC) that was; yesterday is 1.' },
  },
  ...answers,
} as const satisfies Readonly<Record<string, Columns<ResultType>>>;
