import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { UsageError } from '../../core/errors.ts';

/** What a DuckDB file holds after the checksum of its first block. */
const magic = 'DUCK';
const magicAt = 8;

/**
 * Throws UsageError for a file that is there and is no DuckDB database. DuckDB itself would take a CSV or Parquet file
 * for a table beside a database in memory, where everything that is loaded gets lost.
 */
export async function checkDatabaseFile(path: string): Promise<void> {
  const start = await readStart(path);
  if (start === null || start.toString('latin1', magicAt) === magic) return;
  throw new UsageError(`Cannot open the warehouse ${path}: it is not a DuckDB database`);
}

/**
 * Makes an empty database where there is none: under another name first, for a process that is killed while DuckDB
 * writes its first blocks leaves a file that nobody can open.
 */
export async function makeDatabaseFile(path: string): Promise<void> {
  if (existsSync(path)) return;
  const unfinished = `${path}.${randomUUID()}.new`;
  const instance = await DuckDBInstance.create(unfinished);
  instance.closeSync();
  try {
    // Unlike a renaming, never replaces what another process made meanwhile.
    await link(unfinished, path);
  } catch {
    // A file system without links, or the other process: DuckDB makes or opens the file itself.
  } finally {
    await rm(unfinished);
  }
}

/** The first bytes of a file, or null when there is none. */
async function readStart(path: string): Promise<Buffer | null> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(magicAt + magic.length));
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
