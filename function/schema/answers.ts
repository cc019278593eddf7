import type { Columns, ResultType } from './column.ts';
import { tables } from './tables.ts';

const { top_articles, article_categories } = tables;

/** What the views of pages have in common. */
const page = {
  page_id: { type: 'INT64', description: 'Id of the page.' },
  page_title: { type: 'STRING', description: 'Its title, with spaces.' },
  article: { type: 'STRING', description: 'The listed title that leads to it, the best placed of several.' },
  views: {
    type: 'INT64',
    description: 'Page views by people on the day, under all listed titles that lead to the page.',
  },
  desktop_share: {
    type: 'FLOAT64',
    nullable: true,
    description: 'Share of its views on the desktop site; null (unknown) when a title is absent from the desktop list.',
  },
  mobile_web_share: {
    type: 'FLOAT64',
    nullable: true,
    description: 'Share of its views on the mobile site; null (unknown) when a title is absent from the mobile list.',
  },
  is_suspect: {
    type: 'BOOL',
    description: 'Whether one of these shares is known and not that of people: 90 % on desktop, or 97 % on mobile.',
  },
  suspicion: { type: 'STRING', nullable: true, description: 'Why it is suspect; null when it is not.' },
} as const satisfies Columns<ResultType>;

const { wikidata_id, description } = top_articles.columns;
const titles = { type: 'INT64', description: 'Number of its listed titles, redirects among them.' } as const;

/** The columns of the views that answer what analysts ask, and of those that they are made of. */
export const answers = {
  observed_days: {
    view_date: top_articles.columns.view_date,
    project: top_articles.columns.project,
    articles: { type: 'INT64', description: 'Number of the articles listed.' },
    views_bound: { type: 'INT64', description: 'Views of the last of them: a title that is not listed had no more.' },
  },
  page_days: {
    view_date: top_articles.columns.view_date,
    project: top_articles.columns.project,
    page_id: page.page_id,
    article: page.article,
    page_title: page.page_title,
    wikidata_id,
    description,
    titles,
    article_rank: { type: 'INT64', description: 'The best place of its titles among the articles.' },
    views: page.views,
    desktop_share: page.desktop_share,
    mobile_web_share: page.mobile_web_share,
    is_suspect: page.is_suspect,
    suspicion: page.suspicion,
  },
  daily_top: {
    view_date: top_articles.columns.view_date,
    project: top_articles.columns.project,
    rank: {
      type: 'INT64',
      description: '1 to N by views, without gaps; of equal ones the first in the list is first.',
    },
    page_id: page.page_id,
    page_title: page.page_title,
    article: page.article,
    titles,
    wikidata_id,
    description,
    views: page.views,
    share: { type: 'FLOAT64', description: "Share of the views of the day's listed articles." },
    day_before: {
      type: 'STRING',
      description: 'What is known of the day before: listed, not listed, or not observed (that day is not loaded).',
    },
    rank_change: {
      type: 'INT64',
      nullable: true,
      description: 'Places gained since the day before, negative for lost ones; null unless listed on both days.',
    },
    views_change: {
      type: 'INT64',
      nullable: true,
      description: 'Views more than on the day before, under the titles listed; null unless listed on both days.',
    },
    days_in_a_row: {
      type: 'INT64',
      description: 'Days in a row up to this one on which the page is listed; a day that is not observed ends the row.',
    },
    is_run_complete: {
      type: 'BOOL',
      description: 'Whether the day before the row was observed; if not, it may have begun earlier.',
    },
    first_listed: { type: 'DATE', description: 'The first day in the warehouse on which the page is listed.' },
    desktop_share: page.desktop_share,
    mobile_web_share: page.mobile_web_share,
    is_suspect: page.is_suspect,
    suspicion: page.suspicion,
  },
  trending: {
    view_date: top_articles.columns.view_date,
    project: top_articles.columns.project,
    page_id: page.page_id,
    page_title: page.page_title,
    article: page.article,
    views: page.views,
    usual_views_max: {
      type: 'FLOAT64',
      nullable: true,
      description:
        'The most views a day that it can have had on the observed ones of the 28 days before, on average, under the ' +
        'titles listed then or on the day: what is not listed counts with views_bound. Null when none was observed.',
    },
    multiple_min: {
      type: 'FLOAT64',
      nullable: true,
      description: 'The views of the day are at least so many times those; null when none was observed.',
    },
    history: {
      type: 'STRING',
      description:
        'listed before; new to the list (of the 28 days before some were observed, and the page listed on none); ' +
        'or no history (none was observed).',
    },
    days_observed: { type: 'INT64', description: 'How many of the 28 days before are loaded.' },
    days_listed: { type: 'INT64', description: 'On how many of those the page is listed.' },
    is_suspect: page.is_suspect,
    suspicion: page.suspicion,
  },
  category_trends: {
    view_date: top_articles.columns.view_date,
    project: top_articles.columns.project,
    category: article_categories.columns.category,
    is_uninformative: {
      type: 'BOOL',
      description: 'Whether its name says nothing of a topic (births, deaths, upkeep), by patterns for 12 languages.',
    },
    pages: { type: 'INT64', description: "Number of the day's listed pages in it." },
    views: { type: 'INT64', description: 'Views of these pages, each counted once.' },
    share: {
      type: 'FLOAT64',
      description: "Their share of the views of the day's listed articles; a page counts in each of its categories.",
    },
    mean_before: {
      type: 'FLOAT64',
      nullable: true,
      description:
        'Its mean listed views on the observed ones of the 7 days before, 0 where no page of it is listed; null when ' +
        'none was observed.',
    },
    change: {
      type: 'FLOAT64',
      nullable: true,
      description: 'By how much the views exceed that mean, 0.5 being half as much again; null without a mean above 0.',
    },
    days_observed: { type: 'INT64', description: 'How many of the 7 days before are loaded.' },
  },
  suspects: {
    view_date: top_articles.columns.view_date,
    project: top_articles.columns.project,
    page_id: page.page_id,
    page_title: page.page_title,
    article: page.article,
    views: page.views,
    desktop_share: page.desktop_share,
    mobile_web_share: page.mobile_web_share,
    suspicion: { type: 'STRING', description: 'Which share is not that of people.' },
    first_suspected: { type: 'DATE', description: 'The first day in the warehouse on which the page is suspect.' },
    run_start: { type: 'DATE', description: 'The first of the days in a row, up to this one, on which it is.' },
    days_in_a_row: {
      type: 'INT64',
      description: 'Their number; a day that is not observed, or on which the page is not listed, ends the row.',
    },
  },
} as const satisfies Readonly<Record<string, Columns<ResultType>>>;
