import { type FaultCondition, type ScriptedFault, type ScriptedFaults, scriptFaults } from '../scripted-faults.ts';

/** Something that happens to a job on purpose. Each strikes whole jobs, at most one a job. */
export type JobFault = JobFaultKind & ScriptedFault<JobFaultCondition>;

export type JobFaultKind =
  /** Ends with this error, without an effect. A reason such as `backendError`, `quotaExceeded`, `stopped`. */
  | { readonly kind: 'error-before'; readonly reason: string; readonly message?: string }
  /**
   * Stays RUNNING until it has been looked at so many times (`jobs.get`, `jobs.query`, `getQueryResults`). A script waits
   * before its first statement that matches, or else its first COMMIT, with its transaction open; everything else
   * before it has begun.
   */
  | { readonly kind: 'slow'; readonly polls: number; readonly before?: RegExp };

/** `index` counts jobs; `match` reads the destination of a load as `project.dataset.table`, and the SQL of a query. */
export interface JobFaultCondition extends FaultCondition {
  readonly kind?: JobKind;
}

export type JobKind = 'load' | 'query';

export interface JobInWords {
  readonly index: number;
  readonly kind: JobKind;
  readonly text: string;
}

export type JobFaults = ScriptedFaults<JobFault, JobInWords>;

export function createJobFaults(scripted: readonly JobFault[]): JobFaults {
  return scriptFaults<JobFault, JobInWords>(scripted, ({ kind }, job) => kind === undefined || kind === job.kind);
}
