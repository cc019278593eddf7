-- One row per project, day and page with a title among the day's articles: its place, and how long it has been there.
WITH run_starts AS (
  -- The days on which a page is listed and was not the day before: few enough to be joined with every later day.
  SELECT listed.project, listed.page_id, listed.view_date
  FROM {{dataset}}.top_articles AS listed
  LEFT JOIN {{dataset}}.top_articles AS day_before
    ON day_before.project = listed.project
    AND day_before.page_id = listed.page_id
    AND day_before.view_date = listed.view_date - 1
    AND day_before.is_article
  WHERE listed.is_article AND day_before.view_date IS NULL
),
runs AS (
  SELECT
    listed_pages.view_date,
    listed_pages.project,
    listed_pages.page_id,
    MIN(run_starts.view_date) AS first_listed,
    MAX(run_starts.view_date) AS run_start
  FROM {{dataset}}.listed_pages AS listed_pages
  JOIN run_starts
    ON run_starts.project = listed_pages.project
    AND run_starts.page_id = listed_pages.page_id
    AND run_starts.view_date <= listed_pages.view_date
  GROUP BY listed_pages.view_date, listed_pages.project, listed_pages.page_id
),
-- By the day after it: read from that day's row of the ledger, so that one day asks for one other and not for all.
-- Ranked as page_days does it, behind the join: in front of it every day would be ranked.
yesterday AS (
  SELECT
    today.view_date,
    today.project,
    listed.page_id,
    CAST(SUM(listed.views) AS INT64) AS views,
    ROW_NUMBER() OVER (
      PARTITION BY today.view_date, today.project
      ORDER BY SUM(listed.views) DESC, MIN(listed.article_rank)
    ) AS rank
  FROM {{dataset}}.ingested_days AS today
  JOIN {{dataset}}.top_articles AS listed
    ON listed.view_date = today.view_date - 1
    AND listed.project = today.project
  WHERE listed.is_article
  GROUP BY today.view_date, today.project, listed.page_id
),
shared AS (
  SELECT *, views / SUM(views) OVER (PARTITION BY view_date, project) AS share
  FROM {{dataset}}.page_days
)
SELECT
  shared.view_date,
  shared.project,
  shared.rank,
  shared.page_id,
  shared.page_title,
  shared.article,
  shared.titles,
  shared.wikidata_id,
  shared.description,
  shared.views,
  shared.share,
  CASE
    WHEN yesterday.page_id IS NOT NULL THEN 'listed'
    -- A list of fewer articles than its place needs says nothing of it.
    WHEN day_before.status = 'loaded' AND day_before.articles >= shared.article_rank THEN 'not listed'
    ELSE 'not observed'
  END AS day_before,
  yesterday.rank - shared.rank AS rank_change,
  shared.views - yesterday.views AS views_change,
  UNIX_DATE(shared.view_date) - UNIX_DATE(runs.run_start) + 1 AS days_in_a_row,
  IFNULL(before_run.status = 'loaded', FALSE) AS is_run_complete,
  runs.first_listed,
  shared.desktop_share,
  shared.mobile_web_share,
  shared.is_suspect,
  shared.suspicion
FROM shared
JOIN runs
  ON runs.view_date = shared.view_date
  AND runs.project = shared.project
  AND runs.page_id = shared.page_id
LEFT JOIN yesterday
  ON yesterday.view_date = shared.view_date
  AND yesterday.project = shared.project
  AND yesterday.page_id = shared.page_id
LEFT JOIN {{dataset}}.ingested_days AS day_before
  ON day_before.view_date = shared.view_date - 1
  AND day_before.project = shared.project
LEFT JOIN {{dataset}}.ingested_days AS before_run
  ON before_run.view_date = runs.run_start - 1
  AND before_run.project = shared.project
