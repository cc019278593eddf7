-- One row per project, day and kind of fault among ranked titles: no article or no page behind it, or fewer views than a later one.
WITH ranked AS (
  SELECT
    project,
    view_date,
    article,
    CASE
      WHEN NOT is_article OR page_id IS NULL THEN 'of a page that is no article or has no id'
      WHEN views < LEAD(views) OVER (PARTITION BY project, view_date ORDER BY article_rank, article)
        THEN 'of fewer views than one behind it'
    END AS fault
  FROM {{dataset}}.top_articles
  WHERE article_rank IS NOT NULL
)
SELECT
  project,
  view_date,
  CONCAT(fault, ': ', CAST(COUNT(*) AS STRING), ', such as ', MIN(article)) AS detail
FROM ranked
WHERE fault IS NOT NULL
GROUP BY project, view_date, fault
