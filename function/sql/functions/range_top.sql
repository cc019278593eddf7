-- One row per project and page listed in the range: its views over the observed days, as far as the lists tell.
WITH listed AS (
  SELECT
    top_articles.view_date,
    top_articles.project,
    top_articles.article,
    top_articles.is_article,
    top_articles.page_id,
    top_articles.views - observed_days.views_bound AS views_beyond_bound
  FROM {{dataset}}.top_articles AS top_articles
  JOIN {{dataset}}.observed_days AS observed_days
    ON observed_days.view_date = top_articles.view_date
    AND observed_days.project = top_articles.project
  WHERE top_articles.view_date BETWEEN start_date AND end_date
    AND observed_days.view_date BETWEEN start_date AND end_date
),
ranges AS (
  -- What a title may have had on all of its days together without being listed on any.
  SELECT project, COUNT(*) AS days_observed, SUM(views_bound) AS views_bound
  FROM {{dataset}}.observed_days
  WHERE view_date BETWEEN start_date AND end_date
  GROUP BY project
),
titles AS (
  -- Whatever page a title led to on a day: its views of that day are known.
  SELECT project, article, SUM(views_beyond_bound) AS views_beyond_bound
  FROM listed
  GROUP BY project, article
),
titles_of_pages AS (
  SELECT DISTINCT project, page_id, article
  FROM listed
  WHERE is_article
),
maxima AS (
  SELECT
    titles_of_pages.project,
    titles_of_pages.page_id,
    COUNT(*) AS titles,
    SUM(titles.views_beyond_bound) AS views_beyond_bound
  FROM titles_of_pages
  JOIN titles
    ON titles.project = titles_of_pages.project
    AND titles.article = titles_of_pages.article
  GROUP BY titles_of_pages.project, titles_of_pages.page_id
),
minima AS (
  SELECT
    project,
    page_id,
    MAX_BY(page_title, view_date) AS page_title,
    SUM(views) AS views_min,
    COUNT(*) AS days_listed,
    CAST(COUNTIF(is_suspect) AS INT64) AS days_suspect,
    MIN(rank) AS best_rank
  FROM {{dataset}}.page_days
  WHERE view_date BETWEEN start_date AND end_date
  GROUP BY project, page_id
),
pages AS (
  SELECT
    minima.project,
    minima.page_id,
    minima.page_title,
    maxima.titles,
    CAST(minima.views_min AS INT64) AS views_min,
    CAST(ranges.views_bound * maxima.titles + maxima.views_beyond_bound AS INT64) AS views_max,
    minima.days_listed,
    minima.days_suspect,
    ranges.days_observed,
    UNIX_DATE(end_date) - UNIX_DATE(start_date) + 1 AS days_in_range,
    minima.best_rank,
    ranges.views_bound
  FROM minima
  JOIN maxima
    ON maxima.project = minima.project
    AND maxima.page_id = minima.page_id
  JOIN ranges
    ON ranges.project = minima.project
),
placed AS (
  SELECT
    *,
    ROW_NUMBER() OVER places AS rank,
    LAG(views_min) OVER places AS least_above,
    MAX(views_max) OVER (from_below ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS most_below
  FROM pages
  WINDOW
    places AS (PARTITION BY project ORDER BY views_min DESC, best_rank, page_id),
    from_below AS (PARTITION BY project ORDER BY views_min, best_rank DESC, page_id DESC)
)
SELECT
  project,
  rank,
  page_id,
  page_title,
  titles,
  views_min,
  views_max,
  days_observed = days_in_range
    AND IFNULL(least_above > views_max, TRUE)
    AND IFNULL(most_below < views_min, TRUE)
    AND views_bound < views_min AS is_certain,
  best_rank,
  days_listed,
  days_suspect,
  days_observed,
  days_in_range
FROM placed
