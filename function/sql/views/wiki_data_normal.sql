-- One row per project, day, article and category, hidden ones included; an article without categories has one row with null.
SELECT
  top_articles.view_date,
  top_articles.project,
  top_articles.article,
  article_categories.category,
  article_categories.is_hidden,
  top_articles.rank,
  top_articles.views
FROM {{dataset}}.top_articles AS top_articles
LEFT JOIN {{dataset}}.article_categories AS article_categories
  ON article_categories.view_date = top_articles.view_date
  AND article_categories.project = top_articles.project
  AND article_categories.article = top_articles.article
WHERE top_articles.is_article
