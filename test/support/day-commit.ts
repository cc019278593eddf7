import type { Partition } from '../../function/core/partition.ts';
import type { DayCommit } from '../../function/core/warehouse.ts';
import type { IngestedDay, TopArticle } from '../../function/schema/tables.ts';

/** A small made-up day: `articles` pages, each with two categories. */
export function dayCommit(
  { project, day }: Partition,
  options: {
    readonly articles?: number;
    readonly views?: number;
    readonly runId?: string;
    readonly ledger?: Partial<IngestedDay>;
  } = {},
): DayCommit {
  const { articles = 3, views = 1000, runId = 'run-1' } = options;
  const at = '2026-11-21T06:00:00.000Z';
  const top = Array.from({ length: articles }, (_, i) => topArticle({ project, view_date: day, rank: i + 1, views }));
  const categories = top.map(({ article }) => ({
    view_date: day,
    project,
    article,
    fetched_at: at,
    visible: ['Living people'],
    hidden: ['Articles with short description'],
  }));
  return {
    batches: { top_articles: top, article_categories: categories },
    ledger: {
      project,
      view_date: day,
      status: 'loaded',
      articles,
      categories: 2 * articles,
      views: articles * views,
      content_hash: `hash of ${day}`,
      reason: null,
      run_id: runId,
      ingested_at: at,
      checked_at: null,
      changed_at: null,
      ...options.ledger,
    },
  };
}

function topArticle(given: Pick<TopArticle, 'project' | 'view_date' | 'rank' | 'views'>): TopArticle {
  return {
    ...given,
    article: `Article_${given.rank}`,
    article_rank: given.rank,
    is_article: true,
    page_id: 1000 + given.rank,
    page_title: `Article ${given.rank}`,
    namespace: 0,
    wikidata_id: `Q${given.rank}`,
    description: null,
    desktop_views: null,
    mobile_web_views: given.views - 1,
    category_count: 2,
    ingested_at: '2026-11-21T06:00:00.000Z',
  };
}

/** Texts that somebody, somewhere, has taken for something else. */
export const awkwardTexts: readonly string[] = [
  "Wren's_End",
  '"Heroic"',
  'a\\b',
  'a\\nb \\u0041 \\',
  'NaN',
  'NULL',
  '1984',
  '',
  ' ',
  'Tralin_🎈',
  'منارة',
  'tab\tnew\nline\r',
  '{}',
  '`tick`; DROP TABLE x; -- # /*',
  '\u2028\u0001\u007f',
  '\uFEFFa mark',
  '\uFEFF\uFEFFtwo marks, and a text longer than twelve bytes\uFEFF',
  '\uFEFF',
  '=Hello',
  "=1+1 @a -b +c 'd",
  '\u202Eright to left\u202C \u200Fא',
  '👩‍👩‍👧‍👦 🇺🇳',
  'e\u0301 é',
  "r'raw' b\"bytes\" '''",
];
