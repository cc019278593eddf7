import { randomUUID } from 'node:crypto';
import type { Settings } from '../config.ts';
import type { Archive } from '../core/archive.ts';
import { type Day, dayOf } from '../core/day.ts';
import { UsageError, type WikitrendsError } from '../core/errors.ts';
import { type IngestEvent, ingest } from '../core/ingest.ts';
import type { Partition, Project } from '../core/partition.ts';
import type { Ending } from '../core/report.ts';
import { listKeptDays } from '../sources/top-articles/kept.ts';
import { topArticles } from '../sources/top-articles/source.ts';
import { openArchive, openWarehouse } from './open.ts';
import { parseRunRequest, type RunParameters } from './request.ts';
import { openWikimedia } from './wikimedia.ts';

export interface RunOptions {
  readonly now: () => Date;
  /** Reads the archive instead of the network. */
  readonly fromArchive?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: IngestEvent) => void;
  readonly onRetry?: (error: WikitrendsError, tries: number) => void;
}

/** One run, from what the caller asks for to its report. Throws UsageError for what cannot be right. */
export async function runIngest(settings: Settings, parameters: RunParameters, options: RunOptions): Promise<Ending> {
  const { now, signal, onEvent } = options;
  const request = parseRunRequest(parameters, settings, dayOf(now()));
  const archive = await openArchive(settings, options.fromArchive === true ? 'read' : 'write');
  const kept = options.fromArchive === true ? required(archive) : null;
  const partitions =
    kept !== null && request.isScheduled ? await onlyKept(kept, request.partitions) : request.partitions;
  const origin =
    kept === null ? fromWikimedia(settings, archive, options) : ({ from: 'archive', archive: kept } as const);
  const http = origin.from === 'wikimedia' ? origin.http : null;
  try {
    const warehouse = await openWarehouse(settings, 'write');
    try {
      const source = topArticles(settings, origin);
      return await ingest(source, warehouse, partitions, {
        runId: randomUUID(),
        now,
        force: request.force,
        listSettled: !request.isScheduled,
        requests: () => http?.sent() ?? 0,
        ...(signal && { signal }),
        ...(onEvent && { onEvent }),
      });
    } finally {
      await warehouse.close();
    }
  } finally {
    await http?.close();
  }
}

function fromWikimedia(settings: Settings, archive: Archive | null, { now, onRetry = () => {} }: RunOptions) {
  const { wikimediaApiUrl, mediawikiApiUrl } = settings;
  const http = openWikimedia(settings, onRetry);
  return { from: 'wikimedia', archive, http, wikimediaApiUrl, mediawikiApiUrl, now } as const;
}

/** Without a date or range, an archive is asked for what it has. */
async function onlyKept(archive: Archive, partitions: readonly Partition[]): Promise<readonly Partition[]> {
  const projects = [...new Set(partitions.map(({ project }) => project))];
  const kept = new Map<Project, ReadonlySet<Day>>();
  for (const project of projects) kept.set(project, new Set(await listKeptDays(archive, project)));
  return partitions.filter(({ project, day }) => kept.get(project)?.has(day));
}

function required(archive: Archive | null): Archive {
  if (archive !== null) return archive;
  throw new UsageError('Cannot read the archive: WIKITRENDS_ARCHIVE (or --archive) is not set; expected file:<folder>');
}
