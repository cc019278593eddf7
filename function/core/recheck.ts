import { type Day, parseDay } from './day.ts';
import { UnavailableError, WikitrendsError } from './errors.ts';
import { type Partition, type Project, parseProject } from './partition.ts';
import { finalDay } from './publication.ts';
import { patient, type RetryPolicy, retrying } from './retry.ts';
import type { Warehouse } from './warehouse.ts';

/** What upstream says of a day today. */
export interface RecheckAnswer {
  /** Whether it is the answer that a content hash was made of; rankings that were not read then do not matter. */
  matches(contentHash: string): boolean;
}

/** Asks upstream for the rankings of a day again, and for nothing else. */
export type Recheck = (partition: Partition, signal: AbortSignal) => Promise<RecheckAnswer>;

export type RecheckEvent =
  | {
      readonly type: 'rechecked';
      readonly project: Project;
      readonly view_date: Day;
      readonly hasChanged: boolean;
    }
  /** A day could not be checked; nothing depends on it, and a later run comes back to it. */
  | { readonly type: 'recheck failed'; readonly error: WikitrendsError };

export interface RecheckOptions {
  readonly now: () => Date;
  readonly today: Day;
  readonly signal: AbortSignal;
  readonly retry?: RetryPolicy;
  readonly onEvent?: (event: RecheckEvent) => void;
}

interface LoadedDay extends Partition {
  readonly contentHash: string;
  readonly runId: string;
}

/** A day that cannot be had does not keep the others from their turn for good. */
const mostTries = 3;

/**
 * Asks upstream again for the loaded day that was longest not asked for, and records in the ledger whether its answer
 * is still what was loaded. The rows stay as they are: whether they are replaced is for a person to decide. Upstream's
 * and the warehouse's troubles are told as events and never thrown.
 */
export async function recheckOldest(
  recheck: Recheck,
  warehouse: Warehouse,
  range: { readonly first: Day; readonly projects: readonly Project[] },
  options: RecheckOptions,
): Promise<void> {
  const { signal, onEvent } = options;
  let days: readonly LoadedDay[] = [];
  try {
    days = await readLongestUnchecked(warehouse, range, options.today);
  } catch (error) {
    tellTrouble(error, options);
  }
  for (const day of days) {
    if (signal.aborted) return;
    try {
      const hasChanged = !(await recheck(day, signal)).matches(day.contentHash);
      await recordRecheck(warehouse, day, hasChanged, options);
      onEvent?.({ type: 'rechecked', project: day.project, view_date: day.day, hasChanged });
      return;
    } catch (error) {
      const { retry } = tellTrouble(error, options);
      // Who is asked to come back later does not go on asking.
      if (retry === 'later') return;
    }
  }
}

function tellTrouble(error: unknown, { signal, onEvent }: RecheckOptions): WikitrendsError {
  if (signal.aborted) return new UnavailableError('The time of the run is over', { cause: error });
  // Anything else is a bug, and must be seen.
  if (!(error instanceof WikitrendsError)) throw error;
  onEvent?.({ type: 'recheck failed', error });
  return error;
}

/** Loaded days that are old enough to be final, the longest unchecked first; loading a day counts as a check. */
async function readLongestUnchecked(
  warehouse: Warehouse,
  { first, projects }: { readonly first: Day; readonly projects: readonly Project[] },
  today: Day,
): Promise<readonly LoadedDay[]> {
  const { rows } = await warehouse.query(`
    SELECT project, view_date, content_hash, run_id
    FROM {{dataset}}.ingested_days
    WHERE view_date BETWEEN DATE '${first}' AND DATE '${finalDay(today)}'
      AND project IN (${projects.map((name) => `'${name}'`).join(', ')})
      AND status = 'loaded'
    ORDER BY COALESCE(checked_at, ingested_at), view_date, project
    LIMIT ${mostTries}`);
  return rows.map(([project, view_date, contentHash, runId]) => ({
    project: parseProject(String(project)),
    day: parseDay(String(view_date)),
    contentHash: String(contentHash),
    runId: String(runId),
  }));
}

function recordRecheck(
  warehouse: Warehouse,
  { project, day, runId }: LoadedDay,
  hasChanged: boolean,
  { now, retry = patient }: RecheckOptions,
): Promise<void> {
  const recheck = { project, view_date: day, run_id: runId, checked_at: now().toISOString(), hasChanged };
  return retrying(() => warehouse.recordRecheck(recheck), retry);
}
