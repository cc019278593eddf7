-- One row per project, day and page with a title among the day's articles: its place among the pages of the day.
-- What asks for one page asks `listed_pages`: to rank it, every other page of its days has to be read.
SELECT
  view_date,
  project,
  ROW_NUMBER() OVER (PARTITION BY view_date, project ORDER BY views DESC, article_rank) AS rank,
  page_id,
  article,
  page_title,
  wikidata_id,
  description,
  titles,
  article_rank,
  views,
  desktop_share,
  mobile_web_share,
  is_suspect,
  suspicion
FROM {{dataset}}.listed_pages
