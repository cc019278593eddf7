-- One row per project, day and visible category of the day's articles: how much its pages are read, beside the 7 days before.
WITH windows AS (
  -- Each day with itself and the loaded ones among the 7 before: one day asks for eight and not for all.
  SELECT
    today.view_date,
    today.project,
    observed.view_date AS source_date,
    observed.view_date = today.view_date AS is_today,
    COUNT(*) OVER (PARTITION BY today.view_date, today.project) - 1 AS days_observed
  FROM {{dataset}}.ingested_days AS today
  JOIN {{dataset}}.ingested_days AS observed
    ON observed.project = today.project
    AND observed.view_date BETWEEN today.view_date - 7 AND today.view_date
  WHERE today.status = 'loaded' AND observed.status = 'loaded'
),
-- Titles that lead to one page have the same categories: one title stands for the page, with the views of all of them.
listed AS (
  SELECT
    windows.view_date,
    windows.project,
    windows.source_date,
    windows.is_today,
    windows.days_observed,
    MIN_BY(titles.article, titles.article_rank) AS article,
    SUM(titles.views) AS views,
    SUM(SUM(titles.views)) OVER (PARTITION BY windows.view_date, windows.project, windows.source_date) AS day_views
  FROM windows
  JOIN {{dataset}}.top_articles AS titles
    ON titles.view_date = windows.source_date
    AND titles.project = windows.project
  WHERE titles.is_article
  GROUP BY
    windows.view_date,
    windows.project,
    windows.source_date,
    windows.is_today,
    windows.days_observed,
    titles.page_id
),
categories AS (
  SELECT
    listed.view_date,
    listed.project,
    named.category,
    MAX(listed.days_observed) AS days_observed,
    COUNTIF(listed.is_today) AS pages,
    SUM(IF(listed.is_today, listed.views, 0)) AS views,
    MAX(IF(listed.is_today, listed.day_views, 0)) AS day_views,
    SUM(IF(listed.is_today, 0, listed.views)) AS views_before
  FROM listed
  JOIN {{dataset}}.article_categories AS named
    ON named.view_date = listed.source_date
    AND named.project = listed.project
    AND named.article = listed.article
  WHERE NOT named.is_hidden
  GROUP BY listed.view_date, listed.project, named.category
  HAVING COUNTIF(listed.is_today) > 0
)
SELECT
  view_date,
  project,
  category,
  -- Births, deaths, sexes and upkeep; a language that is not here has nothing marked.
  CASE REGEXP_REPLACE(SUBSTR(project, 1, STRPOS(project, '.') - 1), '^(simple|sample)$', 'en')
    WHEN 'en' THEN REGEXP_CONTAINS(category, '^((Possibly l|L)iving people|([0-9]{1,4}s?|.* century)( BC)? (births|deaths)|Year of (birth|death) .*|Date of (birth|death) .*|(All|Articles|Wikipedia|Pages|Use|CS1|Webarchive|Short description) .*)$')
    WHEN 'fr' THEN REGEXP_CONTAINS(category, '^((Naissance|Décès) (en|à|au|aux|dans) .*|(Article|Page|Portail|Projet|Wikipédia)[ :].*)$')
    WHEN 'de' THEN REGEXP_CONTAINS(category, '^(Mann|Frau|(Geboren|Gestorben) (im )?[0-9].*|Wikipedia[ :].*)$')
    WHEN 'es' THEN REGEXP_CONTAINS(category, '^(Hombres|Mujeres|Personas vivas|(Nacidos|Fallecidos) en .*|(Artículos|Páginas|Wikipedia)[ :].*)$')
    WHEN 'it' THEN REGEXP_CONTAINS(category, '^(Persone viventi|(Nati|Morti) (nel|il|l|a|in)[^a-z].*|(Voci|Pagine|Wikipedia)[ :].*)$')
    WHEN 'pt' THEN REGEXP_CONTAINS(category, '^(Homens|Mulheres|Pessoas vivas|(Nascidos|Mortos) em .*|!.*|(Artigos|Páginas) .*)$')
    WHEN 'nl' THEN REGEXP_CONTAINS(category, '^((Geboren|Overleden) in .*|Wikipedia[ :].*)$')
    WHEN 'pl' THEN REGEXP_CONTAINS(category, '^((Urodzeni|Zmarli) w .*|(Artykuły|Strony|Wikipedia)[ :].*)$')
    WHEN 'sv' THEN REGEXP_CONTAINS(category, '^(Män|Kvinnor|Levande personer|(Födda|Avlidna) [0-9].*|(Artiklar|Sidor|Wikipedia)[ :].*)$')
    WHEN 'ru' THEN REGEXP_CONTAINS(category, '^((Родившиеся|Умершие) .*|Персоналии по алфавиту|(Статьи|Страницы|Википедия)[ :].*)$')
    WHEN 'ja' THEN REGEXP_CONTAINS(category, '^(存命人物|[0-9]+年(生|没)|すべての.*|.*を含む記事|.*のある記事|.*ページ|Wikipedia.*)$')
    WHEN 'zh' THEN REGEXP_CONTAINS(category, '^(在世人物|[0-9]+年(出生|逝世)|全部.*|自[0-9].*|含有.*|使用.*的(条目|條目|页面|頁面)|(维基百科|維基百科|CS1).*)$')
    ELSE FALSE
  END AS is_uninformative,
  CAST(pages AS INT64) AS pages,
  CAST(views AS INT64) AS views,
  views / day_views AS share,
  -- On a day without a listed page of the category it had no listed views: no more is said of any day.
  views_before / NULLIF(days_observed, 0) AS mean_before,
  views * days_observed / NULLIF(views_before, 0) - 1 AS change,
  days_observed
FROM categories
