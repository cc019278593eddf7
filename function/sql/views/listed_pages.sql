-- One row per project, day and page with a title among the day's articles: the views of its listed titles.
WITH pages AS (
  SELECT
    view_date,
    project,
    page_id,
    MIN_BY(article, article_rank) AS article,
    MIN_BY(page_title, article_rank) AS page_title,
    -- Of the best placed title, with or without a value: left null, one engine would go on to the next title's.
    NULLIF(MIN_BY(IFNULL(wikidata_id, ''), article_rank), '') AS wikidata_id,
    NULLIF(MIN_BY(IFNULL(description, ''), article_rank), '') AS description,
    COUNT(*) AS titles,
    MIN(article_rank) AS article_rank,
    CAST(SUM(views) AS INT64) AS views,
    -- What is known of the site: the least that it can be, for a title that is absent from its list may have more.
    SUM(desktop_views) / SUM(views) AS desktop_least,
    SUM(mobile_web_views) / SUM(views) AS mobile_web_least,
    COUNT(desktop_views) = COUNT(*) AS is_desktop_known,
    COUNT(mobile_web_views) = COUNT(*) AS is_mobile_web_known
  FROM {{dataset}}.top_articles
  WHERE is_article
  GROUP BY view_date, project, page_id
)
SELECT
  view_date,
  project,
  page_id,
  article,
  page_title,
  wikidata_id,
  description,
  titles,
  article_rank,
  views,
  IF(is_desktop_known, desktop_least, NULL) AS desktop_share,
  IF(is_mobile_web_known, mobile_web_least, NULL) AS mobile_web_share,
  -- A judgement: whole topics that people read go to 95 % on phones; what machines fetched had 98 % there, or 96 % on desktops.
  IFNULL(desktop_least >= 0.9, FALSE) OR IFNULL(mobile_web_least >= 0.97, FALSE) AS is_suspect,
  CASE
    WHEN desktop_least >= 0.9
      THEN CONCAT(
        IF(is_desktop_known, '', 'at least '), CAST(CAST(ROUND(desktop_least * 100) AS INT64) AS STRING),
        ' % on the desktop site: people stay below 90 %'
      )
    WHEN mobile_web_least >= 0.97
      THEN CONCAT(
        IF(is_mobile_web_known, '', 'at least '), CAST(CAST(ROUND(mobile_web_least * 100) AS INT64) AS STRING),
        ' % on the mobile site: people stay below 97 %'
      )
  END AS suspicion
FROM pages
