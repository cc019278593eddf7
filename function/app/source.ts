import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Settings } from '../config.ts';
import type { QueryResult, Warehouse } from '../core/warehouse.ts';
import type { Source } from '../dashboard/source.ts';
import { textLiteral } from '../sql/text.ts';
import { type OpenOptions, openWarehouse } from './open.ts';

/** How long a file stays open after a question: as long as a page takes to ask its next one. */
const idleMs = 1000;

/** What the dashboard reads from: the warehouse that the settings name. */
export async function openSource(settings: Settings, options: OpenOptions): Promise<Source> {
  const { warehouse: address } = settings;
  if (address.kind === 'duckdb') return openFileSource(settings, address.path, options);
  const warehouse = await openWarehouse(settings, 'read', options);
  return { query: (sql) => warehouse.query(sql), stamp: async () => null, close: () => warehouse.close() };
}

/**
 * Reads a DuckDB file that others write: while it is open here no other process can open it to write, so it is open for
 * as long as somebody asks and a second more. One that is not there yet holds nothing.
 */
function openFileSource(settings: Settings, path: string, options: OpenOptions): Source {
  let opened: Promise<Warehouse> | null = null;
  const asked = new Set<Promise<QueryResult>>();
  let idle: NodeJS.Timeout | undefined;

  async function open(): Promise<Warehouse> {
    try {
      const warehouse = await openWarehouse(settings, 'read or empty', options);
      for (const setting of readerSettings(path)) await warehouse.query(setting);
      return warehouse;
    } catch (error) {
      // The next question tries again.
      opened = null;
      throw error;
    }
  }

  async function close(): Promise<void> {
    const closing = opened;
    opened = null;
    // One that did not open needs no closing.
    await closing?.then((warehouse) => warehouse.close()).catch(() => {});
  }

  return {
    async query(sql): Promise<QueryResult> {
      clearTimeout(idle);
      opened ??= open();
      const answer = opened.then((warehouse) => warehouse.query(sql));
      asked.add(answer);
      try {
        return await answer;
      } finally {
        asked.delete(answer);
        if (asked.size === 0) idle = setTimeout(close, idleMs).unref();
      }
    },
    stamp: async () => JSON.stringify([path, `${path}.wal`].map(stampOf)),
    async close() {
      // DuckDB cannot be closed under a question: that one may never be answered then.
      await Promise.allSettled(asked);
      clearTimeout(idle);
      await close();
    },
  };
}

/**
 * Its questions are small: a second thread makes none of them faster, and the process stays below 300 MiB. Should a
 * statement ever be another one than is meant, it finds no file but this one, and what DuckDB lays aside beside it.
 */
function readerSettings(path: string): readonly string[] {
  return [
    "SET memory_limit = '96MB'",
    'SET threads = 1',
    `SET allowed_directories = [${textLiteral(resolve(`${path}.tmp`))}]`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ];
}

/** Another one after whatever was written to the file; null where there is none. At once: it waits for no question. */
function stampOf(path: string): readonly string[] | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : [found.ino, found.size, found.mtimeNs].map(String);
}
