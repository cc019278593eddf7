import { existsSync } from 'node:fs';
import { openFolderArchive } from '../archive/folder.ts';
import type { Settings } from '../config.ts';
import type { Archive } from '../core/archive.ts';
import { UsageError } from '../core/errors.ts';
import { type DuckDbWarehouse, openDuckDb } from '../warehouses/duckdb/warehouse.ts';

/**
 * Opens the warehouse that the settings name: a writer makes what is missing, a reader changes nothing, and
 * `read or empty` takes a file that is not there for a warehouse without days.
 */
export async function openWarehouse(
  { warehouse }: Settings,
  mode: 'read' | 'read or empty' | 'write',
): Promise<DuckDbWarehouse> {
  if (warehouse.kind === 'duckdb') {
    if (mode === 'read or empty' && !existsSync(warehouse.path)) return openDuckDb(':memory:', 'write');
    return openDuckDb(warehouse.path, mode === 'write' ? 'write' : 'read');
  }
  throw new UsageError(
    `Cannot open bigquery:${warehouse.project}.${warehouse.dataset}: this version loads duckdb:<file> only`,
  );
}

/** Null when none is set. */
export async function openArchive({ archive }: Settings, mode: 'read' | 'write'): Promise<Archive | null> {
  if (archive === null) return null;
  if (archive.kind === 'file') return openFolderArchive(archive.folder, mode);
  throw new UsageError(`Cannot open gs://${archive.bucket}: this version keeps archives in file:<folder> only`);
}
