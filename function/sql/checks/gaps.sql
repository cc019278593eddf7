-- One row per project and run of days that should be loaded by now, and are neither loaded nor absent.
WITH clock AS (
  SELECT CURRENT_DATE('UTC') AS today
),
spans AS (
  SELECT ledger.project, MIN(ledger.view_date) AS first_day, clock.today - 6 AS young_day
  FROM {{dataset}}.ingested_days AS ledger
  CROSS JOIN clock
  GROUP BY ledger.project, clock.today
),
-- The settled days, between the day before the first one and the first one that may still come.
fences AS (
  SELECT project, first_day - 1 AS view_date
  FROM spans
  UNION DISTINCT
  SELECT project, young_day AS view_date
  FROM spans
  UNION DISTINCT
  SELECT project, view_date
  FROM {{dataset}}.ingested_days
  WHERE status IN ('loaded', 'absent')
),
runs AS (
  SELECT
    project,
    view_date + 1 AS first_day,
    LEAD(view_date) OVER (PARTITION BY project ORDER BY view_date) - 1 AS last_day
  FROM fences
)
SELECT
  runs.project,
  runs.first_day AS view_date,
  CONCAT(
    'nothing up to ', CAST(runs.last_day AS STRING),
    ' (days: ', CAST(UNIX_DATE(runs.last_day) - UNIX_DATE(runs.first_day) + 1 AS STRING),
    ', refused: ', CAST(COUNT(refused.view_date) AS STRING), ')'
  ) AS detail
FROM runs
JOIN spans ON spans.project = runs.project
LEFT JOIN {{dataset}}.ingested_days AS refused
  ON refused.project = runs.project
  AND refused.view_date BETWEEN runs.first_day AND runs.last_day
  AND refused.status = 'refused'
WHERE runs.first_day <= runs.last_day AND runs.first_day < spans.young_day
GROUP BY runs.project, runs.first_day, runs.last_day
