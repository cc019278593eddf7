-- One row per project and loaded day: how many views an article may have had on it without being listed.
SELECT
  last_articles.view_date,
  last_articles.project,
  ingested_days.articles,
  last_articles.views AS views_bound
FROM {{dataset}}.ingested_days AS ingested_days
JOIN {{dataset}}.top_articles AS last_articles
  ON last_articles.view_date = ingested_days.view_date
  AND last_articles.project = ingested_days.project
  AND last_articles.article_rank = ingested_days.articles
WHERE ingested_days.status = 'loaded'
