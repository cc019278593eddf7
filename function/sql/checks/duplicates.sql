-- One row per project, day and table in which several rows have the same key.
WITH repeated AS (
  SELECT 'top_articles' AS relation, project, view_date, article AS name
  FROM {{dataset}}.top_articles
  GROUP BY project, view_date, article
  HAVING COUNT(*) > 1
  UNION ALL
  SELECT 'article_categories' AS relation, project, view_date, CONCAT(article, ' in ', category) AS name
  FROM {{dataset}}.article_categories
  GROUP BY project, view_date, article, category
  HAVING COUNT(*) > 1
  UNION ALL
  SELECT 'ingested_days' AS relation, project, view_date, 'the day' AS name
  FROM {{dataset}}.ingested_days
  GROUP BY project, view_date
  HAVING COUNT(*) > 1
)
SELECT
  project,
  view_date,
  CONCAT(relation, ' repeats keys: ', CAST(COUNT(*) AS STRING), ', such as ', MIN(name)) AS detail
FROM repeated
GROUP BY project, view_date, relation
