import { addDays, type Day, daysFrom, daysNewestFirst, firstRankedDay } from '../core/day.ts';
import { type DayStatus, type Ledger, readLedger } from '../core/ledger.ts';
import { type Project, partitionKey } from '../core/partition.ts';
import { unpublished } from '../core/publication.ts';
import type { Warehouse } from '../core/warehouse.ts';

/** What is known of a day: `pending` may not be published yet, `missing` should have been loaded by now. */
export type KnownDay = DayStatus | 'pending' | 'missing';

export interface Gap {
  readonly status: Exclude<KnownDay, 'loaded'>;
  readonly start: Day;
  readonly end: Day;
  readonly days: number;
  readonly reason: string | null;
}

export interface ProjectStatus {
  readonly project: Project;
  readonly counts: Readonly<Record<KnownDay, number>>;
  readonly gaps: readonly Gap[];
  /** Oldest first. */
  readonly days: readonly { readonly view_date: Day; readonly status: KnownDay; readonly reason: string | null }[];
}

/**
 * The calendar of each wanted project from `since` to yesterday, with the days the warehouse holds beyond that; and of
 * every other project the warehouse holds from its first to its last day, unless `onlyWanted`.
 */
export async function readStatus(
  warehouse: Warehouse,
  wanted: { readonly since: Day; readonly projects: readonly Project[]; readonly onlyWanted: boolean },
  today: Day,
): Promise<readonly ProjectStatus[]> {
  const ledger = await readLedger(warehouse, { first: firstRankedDay, last: today });
  const held = new Set([...ledger.values()].map(({ project }) => project));
  const others = wanted.onlyWanted ? [] : [...held].filter((project) => !wanted.projects.includes(project));
  return [
    ...wanted.projects.map((project) =>
      projectStatus(project, ledger, daysNewestFirst(wanted.since, addDays(today, -1)), today),
    ),
    ...others.map((project) => projectStatus(project, ledger, spanOf(project, ledger), today)),
  ];
}

/** From the first to the last day that the ledger knows of. */
function spanOf(project: Project, ledger: Ledger): readonly Day[] {
  const held = heldDays(project, ledger).toSorted();
  const [first, last] = [held.at(0), held.at(-1)];
  return first === undefined || last === undefined ? [] : daysNewestFirst(first, last);
}

function heldDays(project: Project, ledger: Ledger): readonly Day[] {
  return [...ledger.values()].filter((entry) => entry.project === project).map(({ day }) => day);
}

function projectStatus(project: Project, ledger: Ledger, wanted: readonly Day[], today: Day): ProjectStatus {
  const days = [...new Set([...wanted, ...heldDays(project, ledger)])].toSorted().map((day) => {
    const entry = ledger.get(partitionKey({ project, day }));
    const status: KnownDay = entry?.status ?? (unpublished(day, today) === 'pending' ? 'pending' : 'missing');
    return { view_date: day, status, reason: entry?.reason ?? null };
  });
  const count = (status: KnownDay) => days.filter((day) => day.status === status).length;
  return {
    project,
    counts: {
      loaded: count('loaded'),
      pending: count('pending'),
      absent: count('absent'),
      refused: count('refused'),
      missing: count('missing'),
    },
    gaps: gapsIn(days),
    days,
  };
}

/** Runs of days that lack data for the same reason. */
function gapsIn(days: ProjectStatus['days']): readonly Gap[] {
  const gaps: Gap[] = [];
  for (const { view_date, status, reason } of days) {
    if (status === 'loaded') continue;
    const last = gaps.at(-1);
    const continues = last?.status === status && last.reason === reason && daysFrom(last.end, view_date) === 1;
    if (last !== undefined && continues) gaps.splice(-1, 1, { ...last, end: view_date, days: last.days + 1 });
    else gaps.push({ status, start: view_date, end: view_date, days: 1, reason });
  }
  return gaps;
}
