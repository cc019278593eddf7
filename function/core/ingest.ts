import { type CommitSize, startCommits, usualCommit } from './commits.ts';
import { addDays, dayOf } from './day.ts';
import { decideDay } from './decide.ts';
import { isWorthRetrying, WikitrendsError } from './errors.ts';
import { type Ledger, type LedgerEntry, readLedger, toEntry } from './ledger.ts';
import { type Partition, partitionKey } from './partition.ts';
import { planRun } from './plan.ts';
import type { RecheckEvent } from './recheck.ts';
import { type DayReport, type Ending, isSettled } from './report.ts';
import { patient, type RetryPolicy } from './retry.ts';
import type { Extraction, Source, Transformed } from './source.ts';
import { neighbourDays } from './volume.ts';
import type { DayCommit, Warehouse } from './warehouse.ts';

export interface IngestOptions {
  readonly runId: string;
  readonly now: () => Date;
  /** Ends the run early and in good order: what is decided by then is committed. */
  readonly signal?: AbortSignal;
  /** Loaded and absent days too. */
  readonly force?: boolean;
  /** Whether the source is known to have a day, which is loaded then also where the ledger calls it absent. */
  readonly isThere?: (partition: Partition) => boolean;
  /** Whether the report lists the days that needed nothing. */
  readonly listSettled?: boolean;
  /** Requests sent so far, for the report. */
  readonly requests?: () => number;
  readonly retry?: RetryPolicy;
  readonly commitSize?: CommitSize;
  readonly onEvent?: (event: IngestEvent) => void;
  readonly onRetry?: (error: WikitrendsError, tries: number) => void;
}

export type IngestEvent =
  | { readonly type: 'planned'; readonly todo: number; readonly settled: number }
  /** A day is read and decided; what became of it follows when it is committed. */
  | { readonly type: 'read' }
  | { readonly type: 'committed'; readonly days: number }
  | { readonly type: 'day'; readonly report: DayReport }
  | RecheckEvent;

/**
 * Brings the partitions into the warehouse, in the given order: the scheduled run, a backfill and the tests are this
 * call with other arguments. Safe to repeat at any time; a day is there as a whole or not at all.
 * Throws UsageError for an unknown project; anything else that a day suffers is in the report.
 */
export async function ingest<Raw>(
  source: Source<Raw>,
  warehouse: Warehouse,
  partitions: readonly Partition[],
  options: IngestOptions,
): Promise<Ending> {
  const { now, onEvent = () => {} } = options;
  const startedAt = now();
  const ledger = new Map(await readLedgerAround(warehouse, partitions));
  const plan = planRun(partitions, ledger, {
    force: options.force ?? false,
    ...(options.isThere && { isThere: options.isThere }),
    today: dayOf(startedAt),
  });
  onEvent({ type: 'planned', todo: plan.todo.length, settled: plan.settled.length });
  for (const report of plan.settled) if (report.outcome === 'pending') onEvent({ type: 'day', report });

  const reports = new Map<string, DayReport>();
  const rows = { top_articles: 0, article_categories: 0 };
  const errors: unknown[] = [];
  const settle = (report: DayReport) => {
    reports.set(keyOf(report), report);
    onEvent({ type: 'day', report });
  };
  const commits = startCommits(warehouse, {
    size: options.commitSize ?? usualCommit,
    retry: options.retry ?? patient,
    ...(options.onRetry && { onRetry: options.onRetry }),
    now,
    onCommitted(days) {
      for (const { report, commit } of days) {
        rows.top_articles += commit.batches.top_articles.length;
        rows.article_categories += commit.ledger.categories;
        settle(report);
      }
      onEvent({ type: 'committed', days: days.length });
    },
    onFailed(failed, error) {
      errors.push(error);
      failed.forEach(settle);
    },
  });

  try {
    for await (const extraction of source.extract(plan.todo, options.signal ?? new AbortController().signal)) {
      const ingestedAt = now().toISOString();
      const context = { ledger, runId: options.runId, ingestedAt };
      const { report, commit } = decideDay(transformRaw(source, extraction, ingestedAt), context);
      onEvent({ type: 'read' });
      if (commit === null) settle(report);
      else {
        remember(ledger, commit);
        await commits.add({ report, commit });
      }
      const error = extraction.found === 'error' ? understood(extraction.error) : null;
      if (error !== null) errors.push(error);
      // Who is asked to come back later does not go on asking.
      if (error?.retry === 'later' || commits.hasFailed()) break;
    }
  } finally {
    await commits.finish();
  }
  errors.forEach(understood);

  const settled = new Map(plan.settled.map((report) => [keyOf(report), report]));
  const days = partitions.flatMap(
    (partition) => reports.get(partitionKey(partition)) ?? settled.get(partitionKey(partition)) ?? [],
  );
  const remaining = partitions.length - days.filter(isSettled).length;
  return {
    report: {
      run_id: options.runId,
      started_at: startedAt.toISOString(),
      finished_at: now().toISOString(),
      complete: remaining === 0,
      remaining,
      requests: options.requests?.() ?? 0,
      rows,
      days: options.listSettled === false ? days.filter((day) => reports.has(keyOf(day))) : days,
    },
    verdict: verdictOver(days, errors),
  };
}

async function readLedgerAround(warehouse: Warehouse, partitions: readonly Partition[]): Promise<Ledger> {
  const days = partitions.map(({ day }) => day).toSorted();
  const [first, last] = [days.at(0), days.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const projects = [...new Set(partitions.map(({ project }) => project))];
  return readLedger(warehouse, { first: addDays(first, -neighbourDays), last: addDays(last, neighbourDays), projects });
}

function transformRaw<Raw>(source: Source<Raw>, extraction: Extraction<Raw>, at: string): Extraction<Transformed> {
  return extraction.found === 'raw' ? { ...extraction, raw: source.transform(extraction.raw, at) } : extraction;
}

/** Later days of the run see this one as a neighbour, committed or not: so an interrupted run decides like a whole one. */
function remember(ledger: Map<string, LedgerEntry>, { ledger: row }: DayCommit): void {
  const entry = toEntry(row);
  ledger.set(partitionKey(entry), entry);
}

/** An error that nobody here knows is a bug: it must be seen, not reported as a day's misfortune. */
function understood(error: unknown): WikitrendsError {
  if (error instanceof WikitrendsError) return error;
  throw error;
}

function verdictOver(days: readonly DayReport[], errors: readonly unknown[]): Ending['verdict'] {
  const isFailed = days.some(({ outcome }) => outcome === 'refused') || errors.some((error) => !isWorthRetrying(error));
  if (isFailed) return 'failed';
  return errors.length > 0 || days.some(({ outcome }) => outcome === 'pending') ? 'later' : 'done';
}

function keyOf({ project, view_date }: DayReport): string {
  return partitionKey({ project, day: view_date });
}
