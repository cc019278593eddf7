import { addDays, type Day } from '../core/day.ts';
import type { Project } from '../core/partition.ts';
import { views } from '../schema/views.ts';
import { ofDay } from './day-answer.ts';
import { selected, without } from './shape.ts';

/** The columns of `daily_top`, and those of `trending` that say how unusual the day is. */
export const listColumns = without(views.daily_top, 'view_date', 'project');
const { usual_views_max, multiple_min, history } = views.trending;
export const pastColumns = { usual_views_max, multiple_min, history };

/**
 * The first rows of one day's `daily_top`, beside `trending`. That view finds out for all pages of all days how long
 * they have been listed, and then shows one day: to ask for the pages of the day alone takes a third of the time. A test
 * holds the two to the same rows.
 */
export function dayListSql(project: Project, day: Day, n: number): string {
  const dayBefore = addDays(day, -1);
  const fromPages = without(
    listColumns,
    ...['day_before', 'rank_change', 'views_change', 'days_in_a_row', 'is_run_complete', 'first_listed'],
  );
  return `
    WITH listed AS (
      SELECT
        *,
        pages.views / SUM(pages.views) OVER (PARTITION BY pages.view_date) AS share
      FROM {{dataset}}.page_days AS pages
      WHERE pages.project = '${project}' AND pages.view_date BETWEEN DATE '${dayBefore}' AND DATE '${day}'
    ),
    listings AS (
      SELECT DISTINCT past.page_id, past.view_date
      FROM {{dataset}}.top_articles AS past
      WHERE past.is_article AND past.project = '${project}' AND past.view_date <= DATE '${day}'
        AND past.page_id IN (
          SELECT today.page_id FROM {{dataset}}.top_articles AS today WHERE today.is_article AND ${ofDay('today', project, day)})
    ),
    marked AS (
      SELECT page_id, view_date, LAG(view_date) OVER (PARTITION BY page_id ORDER BY view_date) AS listed_before
      FROM listings
    ),
    runs AS (
      SELECT
        page_id,
        MIN(view_date) AS first_listed,
        MAX(IF(listed_before IS NULL OR listed_before < view_date - 1, view_date, NULL)) AS run_start
      FROM marked
      GROUP BY page_id
    ),
    places AS (
      SELECT
        ${selected(fromPages, 'today')},
        CASE
          WHEN yesterday.page_id IS NOT NULL THEN 'listed'
          WHEN day_before.status = 'loaded' AND day_before.articles >= today.article_rank THEN 'not listed'
          ELSE 'not observed'
        END AS day_before,
        yesterday.rank - today.rank AS rank_change,
        today.views - yesterday.views AS views_change,
        UNIX_DATE(today.view_date) - UNIX_DATE(runs.run_start) + 1 AS days_in_a_row,
        IFNULL(before_run.status = 'loaded', FALSE) AS is_run_complete,
        runs.first_listed
      FROM listed AS today
      JOIN runs
        ON runs.page_id = today.page_id
      LEFT JOIN listed AS yesterday
        ON yesterday.page_id = today.page_id AND yesterday.view_date = today.view_date - 1
      LEFT JOIN {{dataset}}.ingested_days AS day_before
        ON day_before.view_date = today.view_date - 1 AND day_before.project = today.project
      LEFT JOIN {{dataset}}.ingested_days AS before_run
        ON before_run.view_date = runs.run_start - 1 AND before_run.project = today.project
      WHERE today.view_date = DATE '${day}' AND today.rank <= ${n}
    )
    SELECT ${selected(listColumns, 'places')}, ${selected(pastColumns, 'trending')}
    FROM places
    JOIN {{dataset}}.trending AS trending
      ON trending.page_id = places.page_id
    WHERE ${ofDay('trending', project, day)}
    ORDER BY places.rank`;
}
