import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import PQueue from 'p-queue';
import type { Settings } from '../config.ts';
import { UnavailableError } from '../core/errors.ts';
import type { QueryResult, Warehouse } from '../core/warehouse.ts';
import type { WarehouseReader } from '../dashboard/warehouse-reader.ts';
import { textLiteral } from '../sql/text.ts';
import { type OpenOptions, openWarehouse } from './open.ts';
import { prepare } from './prepare.ts';

/** How long a file stays open after a question: as long as a page takes to ask its next one. */
const idleMs = 1000;

/**
 * Of one question to BigQuery: far beyond the largest one (a page's course reads the lists of all days, some 4 million
 * rows or 1 GB for ten wikis and ten years), and at the list price of USD 6.25 a TiB no more than USD 0.13. A question
 * that reads more than was meant is refused before it costs anything.
 */
const mostBytesBilled = 20 * 2 ** 30;

/** What the dashboard reads from: the warehouse that the settings name. */
export async function openWarehouseReader(settings: Settings, options: OpenOptions): Promise<WarehouseReader> {
  const { warehouse: address } = settings;
  if (address.kind === 'duckdb') return openFileReader(settings, address.path, options);
  const warehouse = await openWarehouse(settings, 'read', { ...options, mostBytesBilled });
  return { query: (sql) => warehouse.query(sql), stamp: async () => null, close: () => warehouse.close() };
}

/**
 * Reads a DuckDB file that others write: while it is open here no other process can open it to write, so it is open for
 * as long as somebody asks and a second more. One that is not there yet holds nothing.
 */
function openFileReader(settings: Settings, path: string, options: OpenOptions): WarehouseReader {
  let opened: Opened | null = null;
  const closing = new Set<Promise<void>>();
  let idle: NodeJS.Timeout | undefined;

  /** DuckDB would take them one by one, too, but not give up what is asked for by nobody any more. */
  const inTurn = new PQueue({ concurrency: 1 });
  let isClosed = false;

  async function ask({ warehouse }: Opened, sql: string): Promise<QueryResult> {
    refuseWhenClosed();
    return (await warehouse).query(sql);
  }

  function refuseWhenClosed(): void {
    if (isClosed) throw new UnavailableError(`The warehouse ${path} is not read any more`);
  }

  async function openFile(): Promise<Warehouse> {
    return prepare(await openWarehouse(settings, 'read or empty', options), readerSettings(path));
  }

  /** What is open, or opened anew where the file is another one by now: one was renamed to its name, or appeared. */
  function current(): Opened {
    // Before the file is opened: one that comes in between shows the next time.
    const stamp = stampsOf(path);
    if (opened !== null && opened.stamp !== stamp) retire(opened);
    opened ??= { stamp, warehouse: openFile(), asked: new Set() };
    return opened;
  }

  /** Closes it once its questions are answered: DuckDB cannot be closed under one, which may never be answered then. */
  function retire(old: Opened): void {
    if (opened === old) opened = null;
    const closed = Promise.allSettled(old.asked)
      .then(() => old.warehouse)
      .then(
        (warehouse) => warehouse.close(),
        // One that did not open needs no closing.
        () => {},
      )
      .finally(() => closing.delete(closed));
    closing.add(closed);
  }

  return {
    async query(sql): Promise<QueryResult> {
      refuseWhenClosed();
      clearTimeout(idle);
      const asking = current();
      const answer = inTurn.add(() => ask(asking, sql));
      asking.asked.add(answer);
      try {
        await asking.warehouse;
      } catch (error) {
        // The next question tries again.
        if (opened === asking) opened = null;
        answer.catch(() => {});
        throw error;
      }
      try {
        return await answer;
      } finally {
        asking.asked.delete(answer);
        if (opened === asking && asking.asked.size === 0) idle = setTimeout(retire, idleMs, asking).unref();
      }
    },
    stamp: async () => stampsOf(path),
    async close() {
      isClosed = true;
      clearTimeout(idle);
      if (opened !== null) retire(opened);
      await Promise.all(closing);
    },
  };
}

/** An open file, and what it was when it was opened. */
interface Opened {
  readonly stamp: string;
  readonly warehouse: Promise<Warehouse>;
  readonly asked: Set<Promise<QueryResult>>;
}

/**
 * Its questions are small: a second thread saves a tenth to a quarter of their time, and with what DuckDB frees going back
 * to the system at once (its own default is in steps of 512 MB) the process stays below 300 MiB at a hundred articles a
 * day. Should a statement ever be another one than is meant, it finds no file but this one, and what DuckDB lays aside
 * beside it.
 */
function readerSettings(path: string): readonly string[] {
  return [
    "SET memory_limit = '96MB'",
    'SET threads = 2',
    "SET allocator_bulk_deallocation_flush_threshold = '1MB'",
    `SET allowed_directories = [${textLiteral(resolve(`${path}.tmp`))}]`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ];
}

/** Of the file and what was written beside it. */
function stampsOf(path: string): string {
  return JSON.stringify([path, `${path}.wal`].map(stampOf));
}

/** Another one after whatever was written to the file; null where there is none. At once: it waits for no question. */
function stampOf(path: string): readonly string[] | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : [found.ino, found.size, found.mtimeNs].map(String);
}
