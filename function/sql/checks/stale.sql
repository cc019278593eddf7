-- One row per project whose newest loaded day is more than three days old, or that has none.
WITH clock AS (
  SELECT CURRENT_DATE('UTC') AS today
),
newest AS (
  SELECT project, MAX(CASE WHEN status = 'loaded' THEN view_date END) AS view_date
  FROM {{dataset}}.ingested_days
  GROUP BY project
)
SELECT
  newest.project,
  newest.view_date,
  CASE
    WHEN newest.view_date IS NULL THEN 'no day is loaded'
    ELSE CONCAT(
      'the newest loaded day is ', CAST(UNIX_DATE(clock.today) - UNIX_DATE(newest.view_date) AS STRING), ' days old'
    )
  END AS detail
FROM newest
CROSS JOIN clock
WHERE newest.view_date IS NULL OR newest.view_date < clock.today - 3
