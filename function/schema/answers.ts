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
    description:
      'Whether a share is not that of people, 90 % or more on desktop or 97 % or more on mobile, by the known views of ' +
      'its titles alone: also where the share is unknown, and only known to be no less.',
  },
  suspicion: { type: 'STRING', nullable: true, description: 'Why it is suspect; null when it is not.' },
} as const satisfies Columns<ResultType>;

const { wikidata_id, description } = top_articles.columns;
const titles = { type: 'INT64', description: 'Number of its listed titles, redirects among them.' } as const;
const rank = {
  type: 'INT64',
  description:
    'Place of the page, 1 to N by its views, without gaps; of equal ones the first in the list. article_rank is of a title.',
} as const;

const { view_date, project } = top_articles.columns;
const ofPartition = { view_date, project };

/** What is known of a page on a day that lists it, without the other pages of that day. */
const listedPage = {
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
} as const satisfies Columns<ResultType>;

/** The columns of the views that answer what analysts ask, and of those that they are made of. */
export const answers = {
  observed_days: {
    view_date: top_articles.columns.view_date,
    project: top_articles.columns.project,
    articles: { type: 'INT64', description: 'Number of the articles listed.' },
    views_bound: {
      type: 'INT64',
      description:
        'Views of the last of them: a title that is not listed had no more, unless Wikimedia leaves it out of its lists.',
    },
  },
  listed_pages: { ...ofPartition, ...listedPage },
  page_days: { ...ofPartition, rank, ...listedPage },
  daily_top: {
    view_date: top_articles.columns.view_date,
    project: top_articles.columns.project,
    rank,
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
      description:
        'What is known of the day before: listed, not listed, or not observed (that day is not loaded, or with fewer ' +
        'articles than the place of the page needs).',
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
      description:
        'Whether the day before the row is loaded, with however many articles; if not, it may have begun earlier.',
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
        'The most views a day that its known titles can have had on the observed ones of the 28 days before, on ' +
        'average: those listed as leading to it then or on the day, each with views_bound where it is not listed. A ' +
        'redirect that is listed on none of these days is not in it, and may have had up to views_bound a day more. ' +
        'Null when none was observed.',
    },
    multiple_min: {
      type: 'FLOAT64',
      nullable: true,
      description:
        'views divided by usual_views_max: under these same titles it is read at least so many times as much as usual; ' +
        'null when none was observed.',
    },
    history: {
      type: 'STRING',
      description:
        'listed before (one of the titles of usual_views_max is listed on one of the 28 days before, whatever page it ' +
        'led to); new to the list (some of the 28 days before were observed, and none lists one); no history (none was ' +
        'observed).',
    },
    days_observed: { type: 'INT64', description: 'How many of the 28 days before are loaded.' },
    days_listed: {
      type: 'INT64',
      description: 'On how many of those one of the titles of usual_views_max is listed, whatever page it led to.',
    },
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
    listed_mean_before: {
      type: 'FLOAT64',
      nullable: true,
      description:
        'Listed views of its pages a day, on the observed ones of the 7 days before; null when none was observed. What ' +
        'its unlisted pages had is in neither figure, and nothing bounds it: a category may have any number of them.',
    },
    listed_change: {
      type: 'FLOAT64',
      nullable: true,
      description:
        'By how much the listed views exceed that mean, 0.5 being half as much again; null without a mean above 0.',
    },
    history: {
      type: 'STRING',
      description:
        'listed before (one of its pages is listed on one of the 7 days before); new to the list (some of the 7 days ' +
        'before were observed, and none lists one); no history (none was observed).',
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
      description:
        'Their number; the row ends before a day that is not observed, or on which the page is not listed, or too little ' +
        'of its views is known, or its shares are those of people.',
    },
    is_run_complete: {
      type: 'BOOL',
      description:
        'Whether the day before the row was observed; if not, it may have begun earlier, as it may where the page is not ' +
        'listed on that day or its shares are unknown.',
    },
  },
} as const satisfies Readonly<Record<string, Columns<ResultType>>>;
