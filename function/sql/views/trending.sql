-- One row per project, day and page with a title among the day's articles: how many times its usual views it has at least.
WITH windows AS (
  -- What an article may have had, on all observed days of the 28 before together, without being listed on any.
  SELECT
    today.view_date,
    today.project,
    COUNT(*) AS days_observed,
    SUM(observed_days.views_bound) AS views_bound
  FROM {{dataset}}.ingested_days AS today
  JOIN {{dataset}}.observed_days AS observed_days
    ON observed_days.project = today.project
    AND observed_days.view_date BETWEEN today.view_date - 28 AND today.view_date - 1
  GROUP BY today.view_date, today.project
),
known AS (
  SELECT DISTINCT listed_pages.view_date, listed_pages.project, listed_pages.page_id, listed.article
  FROM {{dataset}}.listed_pages AS listed_pages
  JOIN {{dataset}}.top_articles AS listed
    ON listed.project = listed_pages.project
    AND listed.page_id = listed_pages.page_id
    AND listed.view_date BETWEEN listed_pages.view_date - 28 AND listed_pages.view_date
  WHERE listed.is_article
),
pasts AS (
  SELECT
    known.view_date,
    known.project,
    known.page_id,
    COUNT(DISTINCT known.article) AS titles,
    -- Whatever page a title led to on a day: it was listed, and its views of that day are known.
    COUNT(DISTINCT listed.view_date) AS days_listed,
    IFNULL(SUM(listed.views - observed_days.views_bound), 0) AS views_beyond_bound
  FROM known
  LEFT JOIN {{dataset}}.top_articles AS listed
    ON listed.project = known.project
    AND listed.article = known.article
    AND listed.view_date BETWEEN known.view_date - 28 AND known.view_date - 1
  LEFT JOIN {{dataset}}.observed_days AS observed_days
    ON observed_days.view_date = listed.view_date
    AND observed_days.project = listed.project
  GROUP BY known.view_date, known.project, known.page_id
),
compared AS (
  SELECT
    listed_pages.view_date,
    listed_pages.project,
    listed_pages.page_id,
    listed_pages.page_title,
    listed_pages.article,
    listed_pages.views,
    IFNULL(windows.days_observed, 0) AS days_observed,
    pasts.days_listed,
    -- Null without an observed day.
    (windows.views_bound * pasts.titles + pasts.views_beyond_bound) / windows.days_observed AS usual_views_max,
    listed_pages.is_suspect,
    listed_pages.suspicion
  FROM {{dataset}}.listed_pages AS listed_pages
  JOIN pasts
    ON pasts.view_date = listed_pages.view_date
    AND pasts.project = listed_pages.project
    AND pasts.page_id = listed_pages.page_id
  LEFT JOIN windows
    ON windows.view_date = listed_pages.view_date
    AND windows.project = listed_pages.project
)
SELECT
  view_date,
  project,
  page_id,
  page_title,
  article,
  views,
  usual_views_max,
  views / usual_views_max AS multiple_min,
  CASE
    WHEN days_observed = 0 THEN 'no history'
    WHEN days_listed = 0 THEN 'new to the list'
    ELSE 'listed before'
  END AS history,
  days_observed,
  days_listed,
  is_suspect,
  suspicion
FROM compared
