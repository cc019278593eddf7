-- One row per project, day and page whose share of a site is not that of human readers, with how long this has gone on.
WITH run_starts AS (
  -- The days on which a page is suspect and was not the day before.
  SELECT suspect.project, suspect.page_id, suspect.view_date
  FROM {{dataset}}.listed_pages AS suspect
  LEFT JOIN {{dataset}}.listed_pages AS day_before
    ON day_before.project = suspect.project
    AND day_before.page_id = suspect.page_id
    AND day_before.view_date = suspect.view_date - 1
    AND day_before.is_suspect
  WHERE suspect.is_suspect AND day_before.view_date IS NULL
),
runs AS (
  SELECT
    suspect.view_date,
    suspect.project,
    suspect.page_id,
    MIN(run_starts.view_date) AS first_suspected,
    MAX(run_starts.view_date) AS run_start
  FROM {{dataset}}.listed_pages AS suspect
  JOIN run_starts
    ON run_starts.project = suspect.project
    AND run_starts.page_id = suspect.page_id
    AND run_starts.view_date <= suspect.view_date
  WHERE suspect.is_suspect
  GROUP BY suspect.view_date, suspect.project, suspect.page_id
)
SELECT
  suspects.view_date,
  suspects.project,
  suspects.page_id,
  suspects.page_title,
  suspects.article,
  suspects.views,
  suspects.desktop_share,
  suspects.mobile_web_share,
  suspects.suspicion,
  runs.first_suspected,
  runs.run_start,
  UNIX_DATE(suspects.view_date) - UNIX_DATE(runs.run_start) + 1 AS days_in_a_row,
  IFNULL(before_run.status = 'loaded', FALSE) AS is_run_complete
FROM {{dataset}}.listed_pages AS suspects
JOIN runs
  ON runs.view_date = suspects.view_date
  AND runs.project = suspects.project
  AND runs.page_id = suspects.page_id
LEFT JOIN {{dataset}}.ingested_days AS before_run
  ON before_run.view_date = runs.run_start - 1
  AND before_run.project = suspects.project
WHERE suspects.is_suspect
