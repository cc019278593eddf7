import type { RowOf, Table } from './column.ts';

/** The one definition of each table: row types, warehouse schemas and infrastructure derive from it. */
export const tables = {
  top_articles: {
    description: 'One row per project, day and listed page, from rank 1 down to the last of the wanted articles.',
    key: ['project', 'view_date', 'article'],
    partitionedBy: 'view_date',
    clusteredBy: ['project', 'article'],
    columns: {
      view_date: { type: 'DATE', description: 'The UTC day of the views.' },
      project: { type: 'STRING', description: 'The wiki, such as en.wikipedia.' },
      article: {
        type: 'STRING',
        description: 'The title as Wikimedia lists it, with underscores: a redirect is listed under its own title.',
      },
      rank: {
        type: 'INT64',
        description: "Wikimedia's rank of the page among all pages; ranks tie and skip, so it is no key.",
      },
      views: { type: 'INT64', description: 'Page views by people on the day, under this very title.' },
      article_rank: {
        type: 'INT64',
        nullable: true,
        description: '1 to N among the articles, without gaps or ties, in the order of the list; null for other pages.',
      },
      is_article: {
        type: 'BOOL',
        description: 'Whether the title leads to an existing page of namespace 0 that is not the main page.',
      },
      page_id: {
        type: 'INT64',
        nullable: true,
        description: 'Id of the page the title leads to; null when there is none.',
      },
      page_title: {
        type: 'STRING',
        nullable: true,
        description:
          'Title it leads to, redirects followed, with spaces, also where that page is missing; null when it leads nowhere.',
      },
      namespace: {
        type: 'INT64',
        nullable: true,
        description: 'Number of its namespace: 0 is articles; null when the title leads nowhere.',
      },
      wikidata_id: { type: 'STRING', nullable: true, description: 'Its Wikidata item, such as Q42; null without one.' },
      description: { type: 'STRING', nullable: true, description: 'Its short description; null without one.' },
      desktop_views: {
        type: 'INT64',
        nullable: true,
        description: 'Views on the desktop site; null (unknown, not 0) when absent from the desktop list.',
      },
      mobile_web_views: {
        type: 'INT64',
        nullable: true,
        description: 'Views on the mobile site; null (unknown, not 0) when absent from the mobile list.',
      },
      category_count: { type: 'INT64', description: 'Number of its categories, hidden ones included.' },
      ingested_at: { type: 'TIMESTAMP', description: 'When the run that loaded the row read it.' },
    },
  },
  article_categories: {
    description: 'One row per project, day, article and category.',
    key: ['project', 'view_date', 'article', 'category'],
    partitionedBy: 'view_date',
    clusteredBy: ['project', 'article'],
    columns: {
      view_date: { type: 'DATE', description: 'The UTC day of the views.' },
      project: { type: 'STRING', description: 'The wiki, such as en.wikipedia.' },
      article: { type: 'STRING', description: 'The title as listed, as in top_articles.' },
      category: { type: 'STRING', description: 'Name of the category without its namespace, with spaces.' },
      is_hidden: { type: 'BOOL', description: 'Whether the wiki hides it from readers (maintenance categories).' },
      fetched_at: {
        type: 'TIMESTAMP',
        description: 'When the categories were read: they are those of this moment, not those of view_date.',
      },
    },
  },
  ingested_days: {
    description: 'The ledger: one row per project and day, committed in one transaction with the rows it stands for.',
    key: ['project', 'view_date'],
    partitionedBy: 'view_date',
    clusteredBy: ['project'],
    columns: {
      project: { type: 'STRING', description: 'The wiki, such as en.wikipedia.' },
      view_date: { type: 'DATE', description: 'The UTC day of the views.' },
      status: {
        type: 'STRING',
        description: 'loaded; absent: Wikimedia will never have the day; refused: its quality checks failed.',
      },
      articles: { type: 'INT64', description: 'Number of rows with an article_rank.' },
      categories: { type: 'INT64', description: 'Number of rows in article_categories.' },
      views: { type: 'INT64', description: 'Sum of views over the rows of top_articles.' },
      content_hash: {
        type: 'STRING',
        description:
          'SHA-256 (hex) of the rankings as received, so that a later change upstream shows; empty for none.',
      },
      reason: { type: 'STRING', nullable: true, description: 'Why the day is absent, refused or remarkable.' },
      run_id: { type: 'STRING', description: 'The run that committed the day.' },
      ingested_at: { type: 'TIMESTAMP', description: 'When that run read the day.' },
      checked_at: {
        type: 'TIMESTAMP',
        nullable: true,
        description: 'When the rankings of a loaded day were last fetched again and compared; null until then.',
      },
      changed_at: {
        type: 'TIMESTAMP',
        nullable: true,
        description:
          'Since when they are known to differ from what is loaded, which stays; null while they agree, or unchecked.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Table>>;

export type TableName = keyof typeof tables;
export const tableNames: readonly TableName[] = ['top_articles', 'article_categories', 'ingested_days'];

export type TopArticle = RowOf<(typeof tables)['top_articles']>;
export type IngestedDay = RowOf<(typeof tables)['ingested_days']>;
