import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';

export const tenYears = { first: '2016-01-01', days: 3900, projects: ['en.wikipedia', 'fr.wikipedia'] } as const;

/**
 * Ten years of two made-up projects in a DuckDB file, in the order in which backfills commit: 100 articles and 5 other
 * pages a day, of which two in five were not there the day before, some pages under two titles, 30 categories each.
 */
export async function* makeTenYears(path: string): AsyncGenerator<string> {
  const warehouse = await openDuckDb(path, 'write');
  try {
    await warehouse.query("SET memory_limit = '4GB'");
    for (const [what, sql] of [...steps, ...categorySteps()]) {
      yield what;
      await warehouse.query(sql);
    }
  } finally {
    await warehouse.close();
  }
}

/** A place in the list keeps its page for so many days: of 100, 58 keep it to the next day. */
const lives = [1, 1, 2, 2, 2, 3, 3, 4, 20, 60];

const days = `range(${tenYears.days}) AS days (day)`;
const projects = `(VALUES ${tenYears.projects.map((project) => `('${project}')`).join(', ')}) AS projects (project)`;

const steps: readonly (readonly [string, string])[] = [
  [
    'the lists',
    `CREATE TEMP TABLE listed AS
    WITH slots AS (
      SELECT day, project, slot, [${lives.join(', ')}][slot % ${lives.length} + 1] AS life
      FROM ${days}, ${projects}, range(112) AS slots (slot)
    ), drawn AS (
      -- Few pages come again and again, most once: of 300,000 the low numbers are drawn more often.
      SELECT *, CAST(pow((hash(project, slot, (day + slot * 7) // life) % 1000003) / 1000003, 2) * 300000 AS BIGINT) + 1 AS page
      FROM slots
    )
    SELECT
      DATE '${tenYears.first}' + CAST(day AS INTEGER) AS view_date,
      project,
      page,
      CASE WHEN hash(page) % 20 = 0 AND hash(page, day) % 2 = 0 THEN 'Other_title_of_' ELSE 'Title_of_page_' END || page AS article,
      slot < 5 AS is_other,
      CAST(3000000 / (slot + 1) + hash(project, slot, day) % 9000 + 20000 AS BIGINT) AS views
    FROM drawn
    QUALIFY ROW_NUMBER() OVER (PARTITION BY day, project, article ORDER BY slot) = 1`,
  ],
  [
    'top_articles',
    `INSERT INTO {{dataset}}.top_articles
    SELECT
      view_date, project, article,
      RANK() OVER list AS rank,
      views,
      CASE WHEN NOT is_other THEN CAST(SUM(CASE WHEN is_other THEN 0 ELSE 1 END) OVER (list ROWS UNBOUNDED PRECEDING) AS BIGINT) END AS article_rank,
      NOT is_other AS is_article,
      page AS page_id,
      'Title of page ' || page AS page_title,
      CASE WHEN is_other THEN 4 ELSE 0 END AS namespace,
      'Q' || page AS wikidata_id,
      'A page that was made up for a bench' AS description,
      CASE WHEN hash(article, 1) % 10 > 0 THEN CAST(views * (0.2 + hash(article, 2) % 40 / 100) AS BIGINT) END AS desktop_views,
      CASE WHEN hash(article, 3) % 10 > 0 THEN CAST(views * 0.4 AS BIGINT) END AS mobile_web_views,
      30 AS category_count,
      TIMESTAMP '2026-11-20 06:00:00' AS ingested_at
    FROM listed
    WINDOW list AS (PARTITION BY view_date, project ORDER BY views DESC, article)
    QUALIFY SUM(CASE WHEN is_other THEN 0 ELSE 1 END) OVER (list ROWS UNBOUNDED PRECEDING) <= 100
    ORDER BY view_date DESC, project, rank`,
  ],
  [
    'ingested_days',
    `INSERT INTO {{dataset}}.ingested_days BY NAME
    SELECT
      project, view_date, 'loaded' AS status, COUNT(article_rank) AS articles, SUM(category_count) AS categories,
      SUM(views) AS views, repeat('0123456789abcdef', 4) AS content_hash, 'run' AS run_id,
      TIMESTAMP '2026-11-20 06:00:00' AS ingested_at
    FROM {{dataset}}.top_articles
    GROUP BY project, view_date`,
  ],
];

/** A year at a time, for the memory's sake. */
function categorySteps(): readonly (readonly [string, string])[] {
  const years = Array.from({ length: 11 }, (_, i) => 2026 - i);
  return years.map((year) => [
    `article_categories of ${year}`,
    `INSERT INTO {{dataset}}.article_categories
    SELECT
      view_date, project, article,
      CASE WHEN number < 5 THEN 'Articles to be mended ' || number
        WHEN number = 5 THEN 'Living people'
        WHEN number = 6 THEN (1900 + hash(page_id) % 110) || ' births'
        ELSE 'Things of the kind ' || CAST(hash(page_id, number) % 40000 AS BIGINT) || ' and their likes' END AS category,
      number < 5 AS is_hidden,
      TIMESTAMP '2026-11-20 06:00:00' AS fetched_at
    FROM {{dataset}}.top_articles, range(30) AS numbers (number)
    WHERE EXTRACT(YEAR FROM view_date) = ${year} AND view_date < DATE '${tenYears.first}' + ${tenYears.days}
    ORDER BY view_date DESC, project, rank, number`,
  ]);
}
