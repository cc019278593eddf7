import { open } from 'node:fs/promises';
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
