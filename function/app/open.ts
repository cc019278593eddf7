import { existsSync } from 'node:fs';
import { openFolderArchive } from '../archive/folder.ts';
import type { ArchiveAddress, Settings, WarehouseAddress } from '../config.ts';
import type { Archive } from '../core/archive.ts';
import { UnavailableError, UsageError, type WikitrendsError } from '../core/errors.ts';
import { type RetryPolicy, retrying } from '../core/retry.ts';
import type { Warehouse } from '../core/warehouse.ts';

/** What reaches into a cloud, or for a file that others read, works with. */
export interface OpenOptions extends Waiting {
  readonly now: () => Date;
  /** Bounds what BigQuery may bill for one query. */
  readonly mostBytesBilled?: number;
}

interface Waiting {
  readonly retry?: RetryPolicy;
  readonly onRetry?: (error: WikitrendsError, tries: number) => void;
}

/** To `read` changes nothing; `read or empty` also takes a file that is not there for a warehouse without days. */
export type Mode = 'read' | 'read or empty' | 'write';

/**
 * Opens the warehouse that the settings name; a writer makes a file with what belongs in it where it is missing. What a
 * warehouse needs is imported when it is wanted: the deployed function carries no DuckDB, and a laptop needs no Google.
 */
export async function openWarehouse(settings: Settings, mode: Mode, options: OpenOptions): Promise<Warehouse> {
  const { warehouse } = settings;
  if (warehouse.kind === 'duckdb') return openDuckDbFile(warehouse, mode, options);
  const { archive, bigqueryApiUrl: apiUrl, bigqueryLocation: location } = settings;
  if (archive?.kind !== 'gs') throw new UsageError('Cannot open BigQuery without an archive in gs://<bucket>');
  const { openBigQuery } = await import('../warehouses/bigquery/warehouse.ts');
  const credentials = await signedIn(apiUrl);
  const area = await openBucket(archive, settings, options);
  const { project, dataset } = warehouse;
  return openBigQuery({
    project,
    dataset,
    location,
    apiUrl,
    credentials,
    area,
    ...options,
    mode: mode === 'write' ? 'write' : 'read',
  });
}

/** Null when none is set. */
export async function openArchive(
  settings: Settings,
  mode: 'read' | 'write',
  options: OpenOptions,
): Promise<Archive | null> {
  const { archive } = settings;
  return archive === null ? null : openArchiveAt(archive, settings, mode, options);
}

export async function openArchiveAt(
  archive: ArchiveAddress,
  settings: Settings,
  mode: 'read' | 'write',
  options: OpenOptions,
): Promise<Archive> {
  return archive.kind === 'file' ? openFolderArchive(archive.folder, mode) : openBucket(archive, settings, options);
}

/** About five seconds, a glance each: a dashboard closes the file one second after its last question. */
const untilReadersAreDone: RetryPolicy = { retries: 6, firstWaitMs: 250, longestWaitMs: 1000 };

/** Opens a DuckDB file, or `:memory:`. A writer waits a little for others to be done with it. */
export async function openDuckDbFile(
  { path }: WarehouseAddress & { readonly kind: 'duckdb' },
  mode: Mode,
  { retry = untilReadersAreDone, onRetry }: Waiting = {},
) {
  const { openDuckDb } = await importDuckDb(path);
  if (mode === 'read or empty' && !existsSync(path)) return openDuckDb(':memory:', 'write');
  if (mode !== 'write') return openDuckDb(path, 'read');
  const isPassing = (error: WikitrendsError) => error instanceof UnavailableError;
  return retrying(() => openDuckDb(path, 'write'), retry, { onRetry, isPassing });
}

async function importDuckDb(path: string) {
  try {
    return await import('../warehouses/duckdb/warehouse.ts');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    throw new UsageError(
      `Cannot open duckdb:${path}: DuckDB is not part of this deployment; expected bigquery:<gcp project>.<dataset>`,
      { cause: error },
    );
  }
}

async function openBucket(
  { bucket, prefix }: ArchiveAddress & { readonly kind: 'gs' },
  { storageApiUrl: apiUrl }: Settings,
  { retry, onRetry }: OpenOptions,
) {
  const { openBucketArchive } = await import('../archive/bucket.ts');
  const credentials = await signedIn(apiUrl);
  return openBucketArchive({
    bucket,
    prefix,
    apiUrl,
    credentials,
    ...(retry && { retry }),
    ...(onRetry && { onRetry }),
  });
}

async function signedIn(apiUrl: string | null) {
  const { signIn } = await import('../google/sign-in.ts');
  return signIn(apiUrl);
}
