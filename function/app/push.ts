import type { ArchiveAddress, Settings, WarehouseAddress } from '../config.ts';
import { type Day, firstRankedDay } from '../core/day.ts';
import { readLedger } from '../core/ledger.ts';
import { type Project, partitionKey } from '../core/partition.ts';
import type { Ending } from '../core/report.ts';
import type { Warehouse } from '../core/warehouse.ts';
import { listKeptProjects } from '../sources/top-articles/kept.ts';
import { daysOf } from '../sources/warehouse/source.ts';
import { openArchiveAt, openDuckDbFile } from './open.ts';
import { parseRunRequest, type RunRequest } from './request.ts';
import { type RunOptions, runFromArchive, runSource } from './run.ts';
import { sampleProject } from './start.ts';

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
  // What one had as absent, another may have got.
  const again = { ...options, again: true };
  if (origin.kind !== 'duckdb') {
    const archive = await openArchiveAt(origin, settings, 'read', options);
    const projects = wanted.projects ?? withoutSample(await listKeptProjects(archive));
    return runFromArchive(settings, archive, requestFor(wanted, settings, projects, today), again);
  }
  const held = await openDuckDbFile(origin, 'read');
  try {
    const request = await requestOf(held, wanted, settings, today);
    return await runSource(daysOf(held), settings, request, again);
  } finally {
    await held.close();
  }
}

/** The days that a warehouse can give: what it refused is no data. */
async function requestOf(held: Warehouse, wanted: Wanted, settings: Settings, today: Day): Promise<RunRequest> {
  const ledger = await readLedger(held, { first: firstRankedDay, last: today });
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
