-- One row per project, day and page with a title among the day's articles: the views of its listed titles together.
WITH pages AS (
  SELECT
    view_date,
    project,
    page_id,
    MIN_BY(article, article_rank) AS article,
    MIN_BY(page_title, article_rank) AS page_title,
    MIN_BY(wikidata_id, article_rank) AS wikidata_id,
    MIN_BY(description, article_rank) AS description,
    COUNT(*) AS titles,
    MIN(article_rank) AS article_rank,
    CAST(SUM(views) AS INT64) AS views,
    -- The rest of a sum is unknown where a title's part is.
    IF(COUNT(desktop_views) = COUNT(*), SUM(desktop_views) / SUM(views), NULL) AS desktop_share,
    IF(COUNT(mobile_web_views) = COUNT(*), SUM(mobile_web_views) / SUM(views), NULL) AS mobile_web_share
  FROM {{dataset}}.top_articles
  WHERE is_article
  GROUP BY view_date, project, page_id
)
SELECT
  *,
  -- A judgement: whole topics that people read go to 95 % on phones; what machines fetched had 98 % there, or 96 % on desktops.
  IFNULL(desktop_share >= 0.9, FALSE) OR IFNULL(mobile_web_share >= 0.97, FALSE) AS is_suspect,
  CASE
    WHEN desktop_share >= 0.9
      THEN CONCAT(CAST(CAST(ROUND(desktop_share * 100) AS INT64) AS STRING), ' % on the desktop site: people stay below 90 %')
    WHEN mobile_web_share >= 0.97
      THEN CONCAT(CAST(CAST(ROUND(mobile_web_share * 100) AS INT64) AS STRING), ' % on the mobile site: people stay below 97 %')
  END AS suspicion
FROM pages
