import { type Day, parseDay } from './day.ts';
import { UnavailableError, WikitrendsError } from './errors.ts';
import { type Partition, type Project, parseProject } from './partition.ts';
import { finalDay } from './publication.ts';
import { patient, type RetryPolicy, retrying } from './retry.ts';
import { type Turn, turnOf } from './turn.ts';
import type { Warehouse } from './warehouse.ts';

/** What upstream has of a day today. */
export type RecheckAnswer =
  | {
      readonly found: 'rankings';
      /** Whether they are what a content hash was made of; rankings that were not read then do not matter. */
      matches(contentHash: string): boolean;
    }
  | { readonly found: 'nothing' };

/** Asks upstream for the rankings of a day again, and for nothing else. */
export type Recheck = (partition: Partition, signal: AbortSignal) => Promise<RecheckAnswer>;

export type RecheckEvent =
  /** Upstream gives the `same` rankings as were loaded, others (`changed`), or none any more (`gone`). */
  | {
      readonly type: 'rechecked';
      readonly project: Project;
      readonly view_date: Day;
      readonly outcome: 'same' | 'changed' | 'gone';
    }
  /** A day could not be rechecked; nothing depends on it, and a later run comes back to it. */
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

/**
 * Rechecks one loaded day: asks upstream for it again and records in the ledger whether its answer is still what was
 * loaded. The rows stay as they are: whether they are replaced is for a person to decide. Upstream's and the warehouse's
 * troubles are told as events and never thrown.
 *
 * It is the day that was longest not asked for, on most days of the calendar. A day that cannot be had stays the longest,
 * for nothing false is recorded of it; so when it fails, two days further on are tried, and on about every fourth day of
 * the calendar these come first, for who is told to come back later asks no more in that run. Where further on is moves
 * through all days from one day of the calendar to the next, so that no number of days that fail keeps the others from
 * their turn. As long as days fail they come less in the order of their age.
 */
export async function recheckOne(
  recheck: Recheck,
  warehouse: Warehouse,
  range: { readonly first: Day; readonly projects: readonly Project[] },
  options: RecheckOptions,
): Promise<void> {
  const { signal } = options;
  let days: readonly LoadedDay[] = [];
  try {
    days = await readCandidates(warehouse, range, options.today);
  } catch (error) {
    tellTrouble(error, options);
  }
  for (const day of days) {
    if (signal.aborted) return;
    try {
      await recheckDay(day, recheck, warehouse, options);
      return;
    } catch (error) {
      const { retry } = tellTrouble(error, options);
      // Who is asked to come back later does not go on asking.
      if (retry === 'later') return;
    }
  }
}

async function recheckDay(
  { project, day, contentHash, runId }: LoadedDay,
  recheck: Recheck,
  warehouse: Warehouse,
  { now, signal, retry = patient, onEvent }: RecheckOptions,
): Promise<void> {
  const outcome = outcomeOf(await recheck({ project, day }, signal), contentHash);
  const hasChanged = outcome !== 'same';
  const found = { project, view_date: day, run_id: runId, checked_at: now().toISOString(), hasChanged };
  const isRecorded = await retrying(() => warehouse.recordRecheck(found), retry);
  // Else another run has replaced the day meanwhile, and what was compared is no longer there.
  if (isRecorded) onEvent?.({ type: 'rechecked', project, view_date: day, outcome });
}

function outcomeOf(answer: RecheckAnswer, contentHash: string): 'same' | 'changed' | 'gone' {
  if (answer.found === 'nothing') return 'gone';
  return answer.matches(contentHash) ? 'same' : 'changed';
}

function tellTrouble(error: unknown, { signal, onEvent }: RecheckOptions): WikitrendsError {
  if (signal.aborted) return new UnavailableError('The time of the run is over', { cause: error });
  // Anything else is a bug, and must be seen.
  if (!(error instanceof WikitrendsError)) throw error;
  onEvent?.({ type: 'recheck failed', error });
  return error;
}

/** Loaded days that are old enough to be final, in the order in which they are tried today. */
async function readCandidates(
  warehouse: Warehouse,
  range: { readonly first: Day; readonly projects: readonly Project[] },
  today: Day,
): Promise<readonly LoadedDay[]> {
  const turn = turnOf(today);
  const { rows } = await warehouse.query(candidatesSql(range, finalDay(today), turn));
  const days = rows.map(([project, view_date, contentHash, runId]) => ({
    project: parseProject(String(project)),
    day: parseDay(String(view_date)),
    contentHash: String(contentHash),
    runId: String(runId),
  }));
  const [oldest, ...others] = days;
  if (oldest === undefined) return [];
  return turn.beginsFurtherOn ? [...others, oldest] : days;
}

/** The day that was longest not asked for, and two further on; loading a day counts as asking. */
function candidatesSql(
  { first, projects }: { readonly first: Day; readonly projects: readonly Project[] },
  last: Day,
  { fraction }: Turn,
): string {
  return `
    WITH queue AS (
      SELECT
        project,
        view_date,
        content_hash,
        run_id,
        ROW_NUMBER() OVER (ORDER BY COALESCE(checked_at, ingested_at), view_date, project) - 1 AS place,
        COUNT(*) OVER () AS days
      FROM {{dataset}}.ingested_days
      WHERE view_date BETWEEN DATE '${first}' AND DATE '${last}'
        AND project IN (${projects.map((name) => `'${name}'`).join(', ')})
        AND status = 'loaded'
    )
    SELECT project, view_date, content_hash, run_id
    FROM queue
    WHERE place = 0 OR (place > 0 AND place - FLOOR(days * ${fraction}) BETWEEN 0 AND 1)
    ORDER BY place`;
}
