-- One row per project and day with pages that have another number of categories than was counted, none among them.
WITH held AS (
  SELECT project, view_date, article, COUNT(*) AS categories
  FROM {{dataset}}.article_categories
  GROUP BY project, view_date, article
)
SELECT
  listed.project,
  listed.view_date,
  CONCAT(
    'pages with more or fewer than were counted: ', CAST(COUNT(*) AS STRING), ', such as ', MIN(listed.article),
    '; without any: ', CAST(COUNTIF(held.categories IS NULL) AS STRING)
  ) AS detail
FROM {{dataset}}.top_articles AS listed
LEFT JOIN held
  ON held.project = listed.project
  AND held.view_date = listed.view_date
  AND held.article = listed.article
WHERE COALESCE(held.categories, 0) != listed.category_count
GROUP BY listed.project, listed.view_date
