import type { DuckDBConnection } from '@duckdb/node-api';
import type { DayRecheck } from '../../core/warehouse.ts';
import { dataset } from './dataset.ts';

/** One statement, and so one transaction. */
export async function recordRecheck(connection: DuckDBConnection, recheck: DayRecheck): Promise<boolean> {
  const { project, view_date, run_id, checked_at, hasChanged } = recheck;
  const { rowsChanged } = await connection.run(
    `UPDATE ${dataset}.ingested_days
    SET checked_at = CAST($checked_at AS TIMESTAMPTZ) AT TIME ZONE 'UTC',
      changed_at = CASE WHEN $hasChanged
        THEN COALESCE(changed_at, CAST($checked_at AS TIMESTAMPTZ) AT TIME ZONE 'UTC') END
    WHERE project = $project AND view_date = CAST($view_date AS DATE) AND run_id = $run_id AND status = 'loaded'`,
    { project, view_date, run_id, checked_at, hasChanged },
  );
  return rowsChanged > 0;
}
