-- One row per project, day and visible category of the day's articles: how much its pages are read, beside the 7 days before.
-- Titles that lead to one page have the same categories: one title stands for the page, with the views of all of them.
WITH listed AS (
  SELECT view_date, project, article, views, SUM(views) OVER (PARTITION BY view_date, project) AS day_views
  FROM {{dataset}}.listed_pages
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
-- As listed_pages has them, but grouped behind the join: only these days are read and grouped then.
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
    WHEN 'en' THEN REGEXP_CONTAINS(categories.category, '^((Possibly l|L)iving people|((AD )?[0-9]{1,4}s?|[0-9]{1,2}(st|nd|rd|th)[- ]century)( BC)? (births|deaths)|(Year|Date|Place) of (birth|death) (missing|unknown|uncertain).*|All (.* )?(articles|pages|disputes)( .*)?|(Articles|Pages) (with|without|needing|containing|lacking|missing|using|to be|that|having|including|displaying|contradicting|prone|slanted|sourced|incorporating|tagged|requiring) .*|Wikipedia (.*[ -])?(articles|pages|cleanup)( .*)?|Use ((dmy|mdy|ymd) dates|[A-Z].* English|list-defined|shortened)( .*)?|CS1 .*|Webarchive template .*|Short description (is|matches|with) .*)$')
    WHEN 'fr' THEN REGEXP_CONTAINS(categories.category, '^(Naissance (en|à|au|aux|dans) .*|Décès (en|à|au|aux|dans) .*|(Article|Page) (à|avec|contenant|dont|en|manquant|pointant|qui|sans|utilisant) .*|(Portail|Projet|Wikipédia):.*)$')
    WHEN 'de' THEN REGEXP_CONTAINS(categories.category, '^(Mann|Frau|(Geboren|Gestorben) (im )?[0-9].*|Wikipedia:.*)$')
    WHEN 'es' THEN REGEXP_CONTAINS(categories.category, '^(Hombres|Mujeres|Personas vivas|(Nacidos|Fallecidos) en ([0-9A-ZÁÉÍÓÚÑ]|los años |el siglo ).*|(Artículos|Páginas) (con|sin|que|para) .*|Wikipedia:.*)$')
    WHEN 'it' THEN REGEXP_CONTAINS(categories.category, '^(Persone viventi|(Nati|Morti) (nel |nell[^a-z]|il |l[^a-z]|a |ad |in [A-Z]).*|(Voci|Pagine) (con|senza|che|da|di qualità|in vetrina|prive) ?.*|Wikipedia:.*)$')
    WHEN 'pt' THEN REGEXP_CONTAINS(categories.category, '^(Homens|Mulheres|Pessoas vivas|(Nascidos|Mortos) (em [0-9]|no século ).*|!.*|(Artigos|Páginas) (com|sem|que|bons|destacados|a) ?.*)$')
    WHEN 'nl' THEN REGEXP_CONTAINS(categories.category, '^((Geboren|Overleden) in .*|Wikipedia:.*)$')
    WHEN 'pl' THEN REGEXP_CONTAINS(categories.category, '^((Urodzeni|Zmarli) w ([0-9]|[IVX]+ wieku).*|(Artykuły|Strony) (z|ze|bez|do|na|wymagające|korzystające|zawierające|używające) .*|Wikipedia:.*)$')
    WHEN 'sv' THEN REGEXP_CONTAINS(categories.category, '^(Män|Kvinnor|Levande personer|(Födda|Avlidna) ([0-9]|okänt|under ).*|(Artiklar|Sidor|Alla artiklar) (med|utan|som|där|i behov) .*|Wikipedia:.*)$')
    WHEN 'ru' THEN REGEXP_CONTAINS(categories.category, '^((Родившиеся|Умершие) (в |во )?[0-9IVXА-ЯЁ].*|Персоналии по алфавиту|(Статьи|Страницы),? (с|со|без|где|к|на|которые|требующие|содержащие|нуждающиеся|использующие) .*|Википедия:.*)$')
    WHEN 'ja' THEN REGEXP_CONTAINS(categories.category, '^(存命人物|(紀元前)?[0-9]+(年|年代|世紀)(生|没)|.*(を含む|のある|がある|を必要とする|が必要な)記事(/.*)?|すべての.*(記事|ページ)|.*(の|る|た|ない)ページ|Wikipedia:.*)$')
    WHEN 'zh' THEN REGEXP_CONTAINS(categories.category, '^(在世人物|(前)?[0-9]+(年|年代|世纪|世紀)(出生|逝世)|(全部|自[0-9]|含有|使用|维基百科|維基百科).*(条目|條目|页面|頁面|小作品)|(维基百科|維基百科):.*|CS1.*)$')
    ELSE FALSE
  END AS is_uninformative,
  categories.pages,
  CAST(categories.views AS INT64) AS views,
  categories.views / categories.day_views AS share,
  -- Of what is not listed nothing is known: any number of its pages may have had up to the bound.
  categories.views_before / windows.days_observed AS listed_mean_before,
  categories.views * windows.days_observed / NULLIF(categories.views_before, 0) - 1 AS listed_change,
  CASE
    WHEN windows.days_observed IS NULL THEN 'no history'
    WHEN categories.views_before = 0 THEN 'new to the list'
    ELSE 'listed before'
  END AS history,
  IFNULL(windows.days_observed, 0) AS days_observed
FROM categories
LEFT JOIN windows
  ON windows.view_date = categories.view_date
  AND windows.project = categories.project
