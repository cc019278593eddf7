import type { IngestedDay } from '../schema/tables.ts';
import { messageOf } from './errors.ts';
import type { Ledger } from './ledger.ts';
import { type Partition, partitionKey } from './partition.ts';
import type { DayReport, Outcome } from './report.ts';
import type { Extraction, Rechecks, Transformed } from './source.ts';
import { volumeNote } from './volume.ts';
import type { DayCommit } from './warehouse.ts';

/** What becomes of an extracted day: its line in the report and, where something is to be recorded, its commit. */
export interface Decision {
  readonly report: DayReport;
  readonly commit: DayCommit | null;
}

export interface DecisionContext {
  /** What is loaded so far. */
  readonly ledger: Ledger;
  readonly runId: string;
  readonly ingestedAt: string;
}

/** Decides on evidence alone; a day that was loaded before is never replaced by the lack of one. */
export function decideDay(extraction: Extraction<Transformed>, context: DecisionContext): Decision {
  const { partition } = extraction;
  switch (extraction.found) {
    case 'error':
      return { report: dayReport(partition, 'failed', messageOf(extraction.error)), commit: null };
    case 'pending':
      return { report: dayReport(partition, 'pending', extraction.reason), commit: null };
    case 'absent':
      return withoutData(partition, 'absent', extraction.reason, context);
    case 'raw': {
      const { raw: day } = extraction;
      if (day.faults.length > 0)
        return withoutData(partition, 'refused', day.faults.join('; '), context, day.contentHash);
      return loaded(partition, day, context);
    }
  }
}

/** A day that is loaded again begins anew. */
const neverRechecked: Rechecks = { checked_at: null, changed_at: null };

function loaded(partition: Partition, day: Transformed, context: DecisionContext): Decision {
  const { batches, articles, categories, views } = day;
  const volume = volumeNote(partition, views, context.ledger);
  const reason = [...day.notes, ...(volume === null ? [] : [volume])].join('; ') || null;
  const ledger = ledgerRow(partition, context, {
    status: 'loaded',
    articles,
    categories,
    views,
    content_hash: day.contentHash,
    reason,
    ...(day.rechecks ?? neverRechecked),
  });
  return { report: { ...dayReport(partition, 'loaded', reason), articles, categories }, commit: { ledger, batches } };
}

function withoutData(
  partition: Partition,
  status: 'absent' | 'refused',
  reason: string,
  context: DecisionContext,
  contentHash = '',
): Decision {
  if (context.ledger.get(partitionKey(partition))?.status === 'loaded') {
    return { report: dayReport(partition, status, `${reason}; the rows loaded before are kept`), commit: null };
  }
  const ledger = ledgerRow(partition, context, {
    status,
    articles: 0,
    categories: 0,
    views: 0,
    content_hash: contentHash,
    reason,
    ...neverRechecked,
  });
  return {
    report: dayReport(partition, status, reason),
    commit: { ledger, batches: { top_articles: [], article_categories: [] } },
  };
}

function dayReport({ project, day }: Partition, outcome: Outcome, reason: string | null): DayReport {
  return { project, view_date: day, outcome, articles: 0, categories: 0, reason };
}

function ledgerRow(
  { project, day }: Partition,
  { runId, ingestedAt }: DecisionContext,
  row: Omit<IngestedDay, 'project' | 'view_date' | 'run_id' | 'ingested_at'>,
): IngestedDay {
  return { project, view_date: day, ...row, run_id: runId, ingested_at: ingestedAt };
}
