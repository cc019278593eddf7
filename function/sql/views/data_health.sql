-- One row per project and month, from the project's first day in the ledger to yesterday: what has become of its days.
WITH RECURSIVE clock AS (
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
-- By their first days.
months AS (
  SELECT project, DATE_FROM_UNIX_DATE(UNIX_DATE(first_day) - EXTRACT(DAY FROM first_day) + 1) AS month
  FROM projects
  UNION ALL
  SELECT months.project, LAST_DAY(months.month) + 1 AS month
  FROM months
  JOIN projects ON projects.project = months.project
  WHERE LAST_DAY(months.month) + 1 < projects.today
),
offsets AS (
  SELECT 0 AS days
  UNION ALL
  SELECT days + 1 AS days
  FROM offsets
  WHERE days < 30
),
calendar AS (
  SELECT
    months.project,
    months.month,
    DATE_FROM_UNIX_DATE(UNIX_DATE(months.month) + offsets.days) AS view_date
  FROM months
  CROSS JOIN offsets
  WHERE offsets.days < EXTRACT(DAY FROM LAST_DAY(months.month))
),
-- As `wikitrends status` has it: a day without an entry may still come for a week.
known AS (
  SELECT
    calendar.project,
    calendar.month,
    calendar.view_date,
    CASE
      WHEN ledger.status IS NOT NULL THEN ledger.status
      WHEN calendar.view_date > projects.today - 7 THEN 'pending'
      ELSE 'missing'
    END AS status,
    ledger.changed_at
  FROM calendar
  JOIN projects ON projects.project = calendar.project
  LEFT JOIN {{dataset}}.ingested_days AS ledger
    ON ledger.project = calendar.project
    AND ledger.view_date = calendar.view_date
  WHERE calendar.view_date BETWEEN projects.first_day AND projects.today - 1
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
