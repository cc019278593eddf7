import { folderArchive } from '../archive/folder.ts';
import type { Settings } from '../config.ts';
import type { Archive } from '../core/archive.ts';
import { UsageError } from '../core/errors.ts';
import { type DuckDbWarehouse, openDuckDb } from '../warehouses/duckdb/warehouse.ts';

/** Opens the warehouse that the settings name: a writer makes what is missing, a reader changes nothing. */
export async function openWarehouse({ warehouse }: Settings, mode: 'read' | 'write'): Promise<DuckDbWarehouse> {
  if (warehouse.kind === 'duckdb') return openDuckDb(warehouse.path, mode);
  throw new UsageError(
    `Cannot open bigquery:${warehouse.project}.${warehouse.dataset}: this version loads duckdb:<file> only`,
  );
}

export function openArchive({ archive }: Settings): Archive | null {
  if (archive === null) return null;
  if (archive.kind === 'file') return folderArchive(archive.folder);
  throw new UsageError(`Cannot open gs://${archive.bucket}: this version keeps archives in file:<folder> only`);
}
