import type { ResultTable } from './cells.ts';
import type { ErrorProto } from './errors.ts';
import type { JobKind } from './job-faults.ts';

/** A job as tests see it. */
export interface JobRecord {
  /** The n-th of all, from 0. */
  readonly index: number;
  readonly id: string;
  readonly kind: JobKind;
  readonly state: 'PENDING' | 'RUNNING' | 'DONE';
  /** Null unless it failed. */
  readonly error: ErrorProto | null;
  /** Of a load, as `project.dataset.table`. */
  readonly destination: string | null;
  /** Of a query. */
  readonly statement: string | null;
  /** As answers repeat it. */
  readonly configuration: object;
  /** In milliseconds, on the server's clock. */
  readonly createdAt: number;
}

/** What a request asks for. */
export interface JobPlan {
  readonly kind: JobKind;
  readonly destination: string | null;
  readonly statement: string | null;
  /** As answers repeat it. */
  readonly configuration: object;
  /** @throws {JobError} */
  readonly work: (run: JobRun) => Promise<JobOutcome>;
  /** The statistics of a dry run, in place of the work; null where there is none. @throws {JobError} */
  readonly dryRun: (() => Promise<object>) | null;
}

/** What the work of a job may ask of the job. */
export interface JobRun {
  /** To be awaited before an effect shows, or before the statement that `slowBefore` matches: a slow job waits there. */
  gate(): Promise<void>;
  readonly slowBefore: RegExp | null;
  /** Lets other jobs go on until then. */
  park(until: Promise<void>): Promise<void>;
}

export interface JobOutcome {
  /** As answers repeat it, beside the times. */
  readonly statistics: object;
  /** Of a query that has one. */
  readonly result?: ResultTable | null;
  /** The rows that a single DML statement changed. */
  readonly affected?: number | null;
}
