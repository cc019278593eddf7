import type { Day } from './day.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';
import { type Partition, partitionKey } from './partition.ts';
import type { DayReport } from './report.ts';

export interface Plan {
  /** To be extracted, in the given order. */
  readonly todo: readonly Partition[];
  /** Nothing to do for these. */
  readonly settled: readonly DayReport[];
}

/** Refused days are tried again; loaded and absent ones only when forced, or absent ones that are there now; a day that is not over cannot be asked for. */
export function planRun(
  partitions: readonly Partition[],
  ledger: Ledger,
  options: {
    readonly force: boolean;
    /** Whether the source has what the ledger calls absent. */
    readonly isThere?: (partition: Partition) => boolean;
    readonly today: Day;
  },
): Plan {
  const { force, isThere = () => false, today } = options;
  const todo: Partition[] = [];
  const settled: DayReport[] = [];
  for (const partition of partitions) {
    const entry = ledger.get(partitionKey(partition));
    if (partition.day >= today) settled.push(notOver(partition));
    else if (entry === undefined || entry.status === 'refused' || force) todo.push(partition);
    else if (entry.status === 'absent' && isThere(partition)) todo.push(partition);
    else settled.push(alreadyThere(entry));
  }
  return { todo, settled };
}

function notOver({ project, day }: Partition): DayReport {
  const reason = `${day} is not over yet (days are UTC)`;
  return { project, view_date: day, outcome: 'pending', articles: 0, categories: 0, reason };
}

function alreadyThere({ project, day, status, articles, categories, reason }: LedgerEntry): DayReport {
  const outcome = status === 'absent' ? 'absent' : 'already_loaded';
  return { project, view_date: day, outcome, articles, categories, reason };
}
