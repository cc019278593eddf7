-- One row per project and day whose articles are not ranked from 1 to their number, each rank once.
SELECT
  project,
  view_date,
  CONCAT(
    'articles: ', CAST(COUNT(*) AS STRING), ', ranks: ', CAST(COUNT(DISTINCT article_rank) AS STRING), ', from ',
    CAST(COALESCE(MIN(article_rank), 0) AS STRING), ' to ', CAST(COALESCE(MAX(article_rank), 0) AS STRING)
  ) AS detail
FROM {{dataset}}.top_articles
WHERE is_article OR article_rank IS NOT NULL
GROUP BY project, view_date
HAVING COUNT(DISTINCT article_rank) != COUNT(*) OR MIN(article_rank) != 1 OR MAX(article_rank) != COUNT(*)
