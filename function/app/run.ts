import { randomUUID } from 'node:crypto';
import type { Settings } from '../config.ts';
import type { Archive } from '../core/archive.ts';
import { type Day, dayOf } from '../core/day.ts';
import { UsageError, type WikitrendsError } from '../core/errors.ts';
import { type IngestEvent, ingest } from '../core/ingest.ts';
import type { Partition, Project } from '../core/partition.ts';
import { type Recheck, recheckOne } from '../core/recheck.ts';
import { type Ending, isThrough } from '../core/report.ts';
import type { RetryPolicy } from '../core/retry.ts';
import type { Source } from '../core/source.ts';
import type { Warehouse } from '../core/warehouse.ts';
import type { HttpClient } from '../http/client.ts';
import { listKeptDays } from '../sources/top-articles/kept.ts';
import { recheckRankings } from '../sources/top-articles/recheck.ts';
import { topArticles } from '../sources/top-articles/source.ts';
import { openArchive, openWarehouse } from './open.ts';
import type { RunRequest } from './request.ts';
import { openWikimedia } from './wikimedia.ts';

export interface RunOptions {
  readonly now: () => Date;
  /** Names the run in the ledger and the report; made up unless given. */
  readonly runId?: string;
  /** Asks Wikimedia through a client that its owner closes. */
  readonly http?: HttpClient;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: IngestEvent) => void;
  readonly onRetry?: (error: WikitrendsError, tries: number) => void;
  readonly retry?: RetryPolicy;
  /** Whether a day is known to be there, whatever the warehouse says. */
  readonly isThere?: (partition: Partition) => boolean;
}

/** One run over the network, from what the caller asks for to its report; what is read is kept in the archive, if any. */
export async function runIngest(settings: Settings, request: RunRequest, options: RunOptions): Promise<Ending> {
  const { wikimediaApiUrl, mediawikiApiUrl } = settings;
  const { now } = options;
  const archive = await openArchive(settings, 'write', options);
  const http = options.http ?? openWikimedia(settings, options);
  const source = topArticles(settings, { from: 'wikimedia', archive, http, wikimediaApiUrl, mediawikiApiUrl, now });
  const sentBefore = http.sent();
  try {
    return await runSource(source, settings, request, {
      ...options,
      requests: () => http.sent() - sentBefore,
      ...(request.isScheduled && { recheck: recheckRankings({ http, baseUrl: wikimediaApiUrl }) }),
    });
  } finally {
    if (http !== options.http) await http.close();
  }
}

/** The same run over what an archive keeps; where the caller names no days, over all that it has. */
export async function runFromArchive(
  settings: Settings,
  archive: Archive,
  request: RunRequest,
  options: RunOptions,
): Promise<Ending> {
  const partitions = request.isScheduled ? await onlyKept(archive, request.partitions) : request.partitions;
  const source = topArticles(settings, { from: 'archive', archive });
  return runSource(source, settings, { ...request, partitions }, options);
}

interface SourceRunOptions extends RunOptions {
  readonly requests?: () => number;
  /** Asks upstream once more for a day that is loaded, when all the others are done. */
  readonly recheck?: Recheck;
}

/** Brings what a source has into the warehouse of the settings. */
export async function runSource<Raw>(
  source: Source<Raw>,
  settings: Settings,
  { partitions, force, isScheduled }: RunRequest,
  { runId = randomUUID(), recheck, ...options }: SourceRunOptions,
): Promise<Ending> {
  const warehouse = await openWarehouse(settings, 'write', options);
  try {
    const ending = await ingest(source, warehouse, partitions, { ...options, runId, force, listSettled: !isScheduled });
    if (recheck === undefined || !isThrough(ending)) return ending;
    await recheckAmong(partitions, recheck, warehouse, options);
    const requests = options.requests?.() ?? ending.report.requests;
    return { ...ending, report: { ...ending.report, requests, finished_at: options.now().toISOString() } };
  } finally {
    await warehouse.close();
  }
}

async function recheckAmong(
  partitions: readonly Partition[],
  recheck: Recheck,
  warehouse: Warehouse,
  options: RunOptions,
): Promise<void> {
  const [first] = partitions.map(({ day }) => day).toSorted();
  if (first === undefined) return;
  const projects = [...new Set(partitions.map(({ project }) => project))];
  const { signal = new AbortController().signal, now } = options;
  await recheckOne(recheck, warehouse, { first, projects }, { ...options, signal, today: dayOf(now()) });
}

/** The archive of the settings, to be read instead of the network. */
export async function openArchiveToRead(settings: Settings, options: RunOptions): Promise<Archive> {
  const archive = await openArchive(settings, 'read', options);
  if (archive !== null) return archive;
  throw new UsageError(
    'Cannot read the archive: WIKITRENDS_ARCHIVE (or --archive) is not set; expected file:<folder> or gs://<bucket>[/prefix]',
  );
}

async function onlyKept(archive: Archive, partitions: readonly Partition[]): Promise<readonly Partition[]> {
  const projects = [...new Set(partitions.map(({ project }) => project))];
  const kept = new Map<Project, ReadonlySet<Day>>();
  for (const project of projects) kept.set(project, new Set(await listKeptDays(archive, project)));
  return partitions.filter(({ project, day }) => kept.get(project)?.has(day));
}
