-- One row per project and loaded day whose figures in the ledger are not those of its rows.
WITH listed AS (
  SELECT project, view_date, COUNT(article_rank) AS articles, CAST(SUM(views) AS INT64) AS views
  FROM {{dataset}}.top_articles
  GROUP BY project, view_date
),
categorised AS (
  SELECT project, view_date, COUNT(*) AS categories
  FROM {{dataset}}.article_categories
  GROUP BY project, view_date
),
compared AS (
  SELECT
    ledger.project,
    ledger.view_date,
    ledger.articles,
    ledger.categories,
    ledger.views,
    COALESCE(listed.articles, 0) AS articles_held,
    COALESCE(categorised.categories, 0) AS categories_held,
    COALESCE(listed.views, 0) AS views_held
  FROM {{dataset}}.ingested_days AS ledger
  LEFT JOIN listed
    ON listed.project = ledger.project
    AND listed.view_date = ledger.view_date
  LEFT JOIN categorised
    ON categorised.project = ledger.project
    AND categorised.view_date = ledger.view_date
  WHERE ledger.status = 'loaded'
)
SELECT
  project,
  view_date,
  CONCAT(
    CAST(articles_held AS STRING), ' of ', CAST(articles AS STRING), ' articles, ',
    CAST(categories_held AS STRING), ' of ', CAST(categories AS STRING), ' categories, ',
    CAST(views_held AS STRING), ' of ', CAST(views AS STRING), ' views are there'
  ) AS detail
FROM compared
WHERE articles_held != articles OR categories_held != categories OR views_held != views
