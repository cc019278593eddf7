-- One row per project, day and visible category of the day's articles: how much its pages are read, beside the 7 days before.
-- Titles that lead to one page have the same categories: one title stands for the page, with the views of all of them.
WITH listed AS (
  SELECT
    view_date,
    project,
    MIN_BY(article, article_rank) AS article,
    SUM(views) AS views,
    SUM(SUM(views)) OVER (PARTITION BY view_date, project) AS day_views
  FROM {{dataset}}.top_articles
  WHERE is_article
  GROUP BY view_date, project, page_id
),
today AS (
  SELECT
    listed.view_date,
    listed.project,
    named.category,
    COUNT(*) AS pages,
    SUM(listed.views) AS views,
    MAX(listed.day_views) AS day_views
  FROM listed
  JOIN {{dataset}}.article_categories AS named
    ON named.view_date = listed.view_date
    AND named.project = listed.project
    AND named.article = listed.article
  WHERE NOT named.is_hidden
  GROUP BY listed.view_date, listed.project, named.category
),
-- Through the ledger, so that a day asks for the seven before it and not for all.
windows AS (
  SELECT today.view_date, today.project, COUNT(*) AS days_observed
  FROM {{dataset}}.ingested_days AS today
  JOIN {{dataset}}.ingested_days AS observed
    ON observed.project = today.project
    AND observed.view_date BETWEEN today.view_date - 7 AND today.view_date - 1
  WHERE observed.status = 'loaded'
  GROUP BY today.view_date, today.project
),
pages_before AS (
  SELECT
    today.view_date,
    today.project,
    observed.view_date AS source_date,
    MIN_BY(titles.article, titles.article_rank) AS article,
    SUM(titles.views) AS views
  FROM {{dataset}}.ingested_days AS today
  JOIN {{dataset}}.ingested_days AS observed
    ON observed.project = today.project
    AND observed.view_date BETWEEN today.view_date - 7 AND today.view_date - 1
  JOIN {{dataset}}.top_articles AS titles
    ON titles.view_date = observed.view_date
    AND titles.project = observed.project
  WHERE observed.status = 'loaded' AND titles.is_article
  GROUP BY today.view_date, today.project, observed.view_date, titles.page_id
),
before AS (
  SELECT pages_before.view_date, pages_before.project, named.category, pages_before.views
  FROM pages_before
  JOIN {{dataset}}.article_categories AS named
    ON named.view_date = pages_before.source_date
    AND named.project = pages_before.project
    AND named.article = pages_before.article
  WHERE NOT named.is_hidden
),
categories AS (
  SELECT
    today.view_date,
    today.project,
    today.category,
    ANY_VALUE(today.pages) AS pages,
    ANY_VALUE(today.views) AS views,
    ANY_VALUE(today.day_views) AS day_views,
    IFNULL(SUM(before.views), 0) AS views_before
  FROM today
  LEFT JOIN before
    ON before.view_date = today.view_date
    AND before.project = today.project
    AND before.category = today.category
  GROUP BY today.view_date, today.project, today.category
)
SELECT
  categories.view_date,
  categories.project,
  categories.category,
  -- Births, deaths, sexes and upkeep; a language that is not here has nothing marked.
  CASE REGEXP_REPLACE(SUBSTR(categories.project, 1, STRPOS(categories.project, '.') - 1), '^(simple|sample)$', 'en')
    WHEN 'en' THEN REGEXP_CONTAINS(categories.category, '^((Possibly l|L)iving people|([0-9]{1,4}s?|.* century)( BC)? (births|deaths)|Year of (birth|death) .*|Date of (birth|death) .*|(All|Articles|Wikipedia|Pages|Use|CS1|Webarchive|Short description) .*)$')
    WHEN 'fr' THEN REGEXP_CONTAINS(categories.category, '^((Naissance|Décès) (en|à|au|aux|dans) .*|(Article|Page|Portail|Projet|Wikipédia)[ :].*)$')
    WHEN 'de' THEN REGEXP_CONTAINS(categories.category, '^(Mann|Frau|(Geboren|Gestorben) (im )?[0-9].*|Wikipedia[ :].*)$')
    WHEN 'es' THEN REGEXP_CONTAINS(categories.category, '^(Hombres|Mujeres|Personas vivas|(Nacidos|Fallecidos) en .*|(Artículos|Páginas|Wikipedia)[ :].*)$')
    WHEN 'it' THEN REGEXP_CONTAINS(categories.category, '^(Persone viventi|(Nati|Morti) (nel|il|l|a|in)[^a-z].*|(Voci|Pagine|Wikipedia)[ :].*)$')
    WHEN 'pt' THEN REGEXP_CONTAINS(categories.category, '^(Homens|Mulheres|Pessoas vivas|(Nascidos|Mortos) em .*|!.*|(Artigos|Páginas) .*)$')
    WHEN 'nl' THEN REGEXP_CONTAINS(categories.category, '^((Geboren|Overleden) in .*|Wikipedia[ :].*)$')
    WHEN 'pl' THEN REGEXP_CONTAINS(categories.category, '^((Urodzeni|Zmarli) w .*|(Artykuły|Strony|Wikipedia)[ :].*)$')
    WHEN 'sv' THEN REGEXP_CONTAINS(categories.category, '^(Män|Kvinnor|Levande personer|(Födda|Avlidna) [0-9].*|(Artiklar|Sidor|Wikipedia)[ :].*)$')
    WHEN 'ru' THEN REGEXP_CONTAINS(categories.category, '^((Родившиеся|Умершие) .*|Персоналии по алфавиту|(Статьи|Страницы|Википедия)[ :].*)$')
    WHEN 'ja' THEN REGEXP_CONTAINS(categories.category, '^(存命人物|[0-9]+年(生|没)|すべての.*|.*を含む記事|.*のある記事|.*ページ|Wikipedia.*)$')
    WHEN 'zh' THEN REGEXP_CONTAINS(categories.category, '^(在世人物|[0-9]+年(出生|逝世)|全部.*|自[0-9].*|含有.*|使用.*的(条目|條目|页面|頁面)|(维基百科|維基百科|CS1).*)$')
    ELSE FALSE
  END AS is_uninformative,
  categories.pages,
  CAST(categories.views AS INT64) AS views,
  categories.views / categories.day_views AS share,
  -- On a day without a listed page of the category it had no listed views: no more is said of any day.
  categories.views_before / windows.days_observed AS mean_before,
  categories.views * windows.days_observed / NULLIF(categories.views_before, 0) - 1 AS change,
  IFNULL(windows.days_observed, 0) AS days_observed
FROM categories
LEFT JOIN windows
  ON windows.view_date = categories.view_date
  AND windows.project = categories.project
