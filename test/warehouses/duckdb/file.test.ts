import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UnavailableError, UsageError } from '../../../function/core/errors.ts';
import { type DuckDbWarehouse, openDuckDb } from '../../../function/warehouses/duckdb/warehouse.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { holdWarehouse } from '../../support/other-process.ts';
import { partition } from '../../support/partitions.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { rowsOf } from '../../support/warehouse-rows.ts';

const loaded = partition('2026-09-01');

describe('openDuckDb()', () => {
  test('makes the file and its folder, and finds again what was committed', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'new folder', "it's.duckdb");
    await withWarehouse(path, 'write', (warehouse) => warehouse.commit([dayCommit(loaded)]));
    expect(readdirSync(join(folder.path, 'new folder'))).toEqual(["it's.duckdb"]);
    expect(await daysIn(path, 'write')).toEqual(['2026-09-01']);
  });

  test.each(['read', 'write'] as const)('to %s finds a file in use while another process has it', async (mode) => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'held.duckdb');
    await using other = await holdWarehouse(path, loaded.day);
    const opening = openDuckDb(path, mode);
    await expect(opening).rejects.toThrow(UnavailableError);
    await expect(opening).rejects.toThrow(`The warehouse ${path} is in use by another process`);
    await other.end();
    expect(await daysIn(path, mode)).toEqual(['2026-09-01']);
  });

  test.each(['read', 'write'] as const)('to %s finds all that a killed process had committed', async (mode) => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'killed.duckdb');
    await withWarehouse(path, 'write', (warehouse) => warehouse.commit([dayCommit(partition('2026-08-31'))]));
    await using other = await holdWarehouse(path, loaded.day);
    await other.kill();
    // Otherwise there was nothing to be replayed.
    expect(existsSync(`${path}.wal`)).toBe(true);
    expect(await daysIn(path, mode)).toEqual(['2026-08-31', '2026-09-01']);
    expect(await daysIn(path, 'write')).toEqual(['2026-08-31', '2026-09-01']);
  });

  test('lets many read at a time, and none of them write', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'read.duckdb');
    await withWarehouse(path, 'write', (warehouse) => warehouse.commit([dayCommit(loaded)]));
    const before = readFileSync(path);
    await withWarehouse(path, 'read', async (first) => {
      expect(await daysIn(path, 'read')).toEqual(['2026-09-01']);
      await expect(first.commit([dayCommit(loaded)])).rejects.toThrow(/read-only/i);
      await expect(first.query('DROP TABLE top_articles')).rejects.toThrow(/read-only/i);
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('to read makes no file, and says how to get one', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'none.duckdb');
    await expect(openDuckDb(path, 'read')).rejects.toThrow(UsageError);
    await expect(openDuckDb(path, 'read')).rejects.toThrow(`There is no warehouse ${path}: load some days into it`);
    expect(existsSync(path)).toBe(false);
  });

  test.each([
    { what: 'a short text', bytes: Buffer.from('my diary') },
    { what: 'a long file of something else', bytes: Buffer.alloc(100_000, 'SQLite format 3') },
  ])('refuses $what, and leaves every byte of it', async ({ bytes }) => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'mine.duckdb');
    writeFileSync(path, bytes);
    for (const mode of ['read', 'write'] as const) {
      await expect(openDuckDb(path, mode)).rejects.toThrow(UsageError);
      await expect(openDuckDb(path, mode)).rejects.toThrow(`Cannot open the warehouse ${path}`);
    }
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  test.each(['/proc/self/wikitrends/x.duckdb', '/dev/null/x.duckdb'])('refuses to write to %s', async (path) => {
    await expect(openDuckDb(path, 'write')).rejects.toThrow(UsageError);
  });

  test('refuses a folder', async () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, 'folder.duckdb'));
    await expect(openDuckDb(join(folder.path, 'folder.duckdb'), 'write')).rejects.toThrow(UsageError);
  });
});

async function withWarehouse<T>(
  path: string,
  mode: 'read' | 'write',
  use: (warehouse: DuckDbWarehouse) => Promise<T>,
): Promise<T> {
  const warehouse = await openDuckDb(path, mode);
  try {
    return await use(warehouse);
  } finally {
    await warehouse.close();
  }
}

function daysIn(path: string, mode: 'read' | 'write'): Promise<readonly unknown[]> {
  return withWarehouse(path, mode, async (warehouse) => {
    // Both, so that a ledger row without its rows would show.
    const [days, articles] = [await rowsOf(warehouse, 'ingested_days'), await rowsOf(warehouse, 'top_articles')];
    expect(new Set(articles.map(({ view_date }) => view_date))).toEqual(new Set(days.map((row) => row.view_date)));
    return days.map(({ view_date }) => view_date);
  });
}
