-- One row per project and page listed on a day of the range.
SELECT
  project,
  page_id,
  CAST(SUM(views) AS INT64) AS views_min
FROM {{dataset}}.top_articles
WHERE is_article AND view_date BETWEEN start_date AND end_date
GROUP BY project, page_id
