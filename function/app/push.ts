import type { ArchiveAddress, Settings, WarehouseAddress } from '../config.ts';
import { type Day, firstRankedDay } from '../core/day.ts';
import { type Ledger, readLedger } from '../core/ledger.ts';
import { type Partition, type Project, partitionKey } from '../core/partition.ts';
import type { Ending } from '../core/report.ts';
import { sampleProject } from '../core/sample.ts';
import { listKeptProjects, listRawDays } from '../sources/top-articles/kept.ts';
import { daysOf } from '../sources/warehouse/source.ts';
import { openArchiveAt, openDuckDbFile } from './open.ts';
import { parseRunRequest, type RunRequest } from './request.ts';
import { type RunOptions, runFromArchive, runSource } from './run.ts';

/** Where days wait that were loaded while BigQuery was out of reach. */
export type PushOrigin = (WarehouseAddress & { readonly kind: 'duckdb' }) | ArchiveAddress;

/** Which of them are wanted: all, unless something is said. */
export interface Wanted {
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly projects: readonly Project[] | null;
}

/** Brings the days that the origin holds to the warehouse of the settings; days that it has already are left alone. */
export async function runPush(
  settings: Settings,
  origin: PushOrigin,
  wanted: Wanted,
  today: Day,
  options: RunOptions,
): Promise<Ending> {
  if (origin.kind !== 'duckdb') {
    const archive = await openArchiveAt(origin, settings, 'read', options);
    const projects = wanted.projects ?? withoutSample(await listKeptProjects(archive));
    const raw = new Set<string>();
    for (const project of projects) {
      for (const day of await listRawDays(archive, project)) raw.add(partitionKey({ project, day }));
    }
    const request = requestFor(wanted, settings, projects, today);
    return runFromArchive(settings, archive, request, { ...options, isThere: (day) => raw.has(partitionKey(day)) });
  }
  const held = await openDuckDbFile(origin, 'read');
  try {
    const ledger = await readLedger(held, { first: firstRankedDay, last: today });
    const isThere = (day: Partition) => ledger.get(partitionKey(day))?.status === 'loaded';
    return await runSource(daysOf(held), settings, requestOf(ledger, wanted, settings, today), { ...options, isThere });
  } finally {
    await held.close();
  }
}

/** The days that a warehouse can give: what it refused is no data. */
function requestOf(ledger: Ledger, wanted: Wanted, settings: Settings, today: Day): RunRequest {
  const projects = withoutSample([...ledger.values()].map(({ project }) => project));
  const request = requestFor(wanted, settings, wanted.projects ?? projects, today);
  const isHeld = (status: string | undefined) => status === 'loaded' || status === 'absent';
  return { ...request, partitions: request.partitions.filter((day) => isHeld(ledger.get(partitionKey(day))?.status)) };
}

/** A first look leaves a sample behind, which is made up: only who names it gets it. */
function withoutSample(projects: readonly Project[]): readonly Project[] {
  return [...new Set(projects)].filter((project) => project !== sampleProject);
}

function requestFor({ start, end }: Wanted, settings: Settings, projects: readonly Project[], today: Day): RunRequest {
  const range = { start: start ?? firstRankedDay, end: end ?? today };
  // Like a scheduled run, it reports only the days it acted on.
  return { ...parseRunRequest(range, { ...settings, projects }, today), isScheduled: true };
}
