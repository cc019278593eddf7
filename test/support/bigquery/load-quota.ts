import { JobError } from './errors.ts';

/** The load jobs of each table and UTC day. */
export interface LoadQuota {
  /** Counts one, whatever becomes of it. @throws {JobError} when it is one too many. */
  count(table: string): void;
}

/** https://docs.cloud.google.com/bigquery/quotas#load_jobs */
export function createLoadQuota(jobsPerTableAndDay: number, now: () => number): LoadQuota {
  const counts = new Map<string, number>();
  return {
    count(table) {
      const key = `${new Date(now()).toISOString().slice(0, 10)} ${table}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count > jobsPerTableAndDay) throw exceeded();
    },
  };
}

function exceeded(): JobError {
  return new JobError({
    reason: 'quotaExceeded',
    location: 'load_job_per_table.long',
    message:
      'Quota exceeded: Your table exceeded quota for imports or query appends per table. ' +
      'For more information, see https://cloud.google.com/bigquery/docs/troubleshoot-quotas',
  });
}
