-- One row per project, day and table that has rows of a day which the ledger does not call loaded.
WITH held AS (
  SELECT 'top_articles' AS relation, project, view_date, COUNT(*) AS row_count
  FROM {{dataset}}.top_articles
  GROUP BY project, view_date
  UNION ALL
  SELECT 'article_categories' AS relation, project, view_date, COUNT(*) AS row_count
  FROM {{dataset}}.article_categories
  GROUP BY project, view_date
)
SELECT
  held.project,
  held.view_date,
  CONCAT(held.relation, ' has rows of a day that is not loaded: ', CAST(held.row_count AS STRING)) AS detail
FROM held
LEFT JOIN {{dataset}}.ingested_days AS ledger
  ON ledger.project = held.project
  AND ledger.view_date = held.view_date
  AND ledger.status = 'loaded'
WHERE ledger.project IS NULL
