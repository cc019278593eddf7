-- One row per project and month, from the project's first day in the ledger to yesterday: what has become of its days.
WITH clock AS (
  SELECT CURRENT_DATE('UTC') AS today
),
projects AS (
  SELECT
    ledger.project,
    clock.today,
    MIN(ledger.view_date) AS first_day,
    MAX(CASE WHEN ledger.status = 'loaded' THEN ledger.view_date END) AS newest_day
  FROM {{dataset}}.ingested_days AS ledger
  CROSS JOIN clock
  WHERE ledger.view_date < clock.today
  GROUP BY ledger.project, clock.today
),
-- Days to count on from the first one, 65,536 of them; not by recursion, which BigQuery refuses inside of other queries.
four AS (
  SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3
),
sixteen AS (
  SELECT high.n * 4 + low.n AS n
  FROM four AS high
  CROSS JOIN four AS low
),
many AS (
  SELECT high.n * 16 + low.n AS n
  FROM sixteen AS high
  CROSS JOIN sixteen AS low
),
offsets AS (
  SELECT high.n * 256 + low.n AS days
  FROM many AS high
  CROSS JOIN many AS low
),
calendar AS (
  SELECT
    projects.project,
    projects.today,
    DATE_FROM_UNIX_DATE(UNIX_DATE(projects.first_day) + offsets.days) AS view_date
  FROM projects
  CROSS JOIN offsets
  WHERE offsets.days < UNIX_DATE(projects.today) - UNIX_DATE(projects.first_day)
),
-- As `wikitrends status` has it: a day without an entry may still come for a week.
known AS (
  SELECT
    calendar.project,
    calendar.view_date,
    DATE_FROM_UNIX_DATE(UNIX_DATE(calendar.view_date) - EXTRACT(DAY FROM calendar.view_date) + 1) AS month,
    CASE
      WHEN ledger.status IS NOT NULL THEN ledger.status
      WHEN calendar.view_date > calendar.today - 7 THEN 'pending'
      ELSE 'missing'
    END AS status,
    ledger.changed_at
  FROM calendar
  LEFT JOIN {{dataset}}.ingested_days AS ledger
    ON ledger.project = calendar.project
    AND ledger.view_date = calendar.view_date
),
unsettled AS (
  SELECT project, MIN(view_date) AS first_day
  FROM known
  WHERE status NOT IN ('loaded', 'absent')
  GROUP BY project
)
SELECT
  known.project,
  known.month,
  COUNT(*) AS days,
  CAST(COUNTIF(known.status = 'loaded') AS INT64) AS days_loaded,
  CAST(COUNTIF(known.status = 'pending') AS INT64) AS days_pending,
  CAST(COUNTIF(known.status = 'absent') AS INT64) AS days_absent,
  CAST(COUNTIF(known.status = 'refused') AS INT64) AS days_refused,
  CAST(COUNTIF(known.status = 'missing') AS INT64) AS days_missing,
  CAST(COUNTIF(known.changed_at IS NOT NULL) AS INT64) AS days_changed,
  CASE
    WHEN unsettled.first_day IS NULL THEN projects.today - 1
    WHEN unsettled.first_day > projects.first_day THEN unsettled.first_day - 1
  END AS watermark,
  projects.newest_day,
  UNIX_DATE(projects.today) - UNIX_DATE(projects.newest_day) AS newest_day_age
FROM known
JOIN projects ON projects.project = known.project
LEFT JOIN unsettled ON unsettled.project = known.project
GROUP BY
  known.project,
  known.month,
  projects.today,
  projects.first_day,
  projects.newest_day,
  unsettled.first_day
