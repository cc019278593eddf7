import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWarehouseReader } from '../../function/app/warehouse-reader.ts';
import { parseSettings } from '../../function/config.ts';
import type { WarehouseReader } from '../../function/dashboard/warehouse-reader.ts';
import { loadDays } from '../support/dashboard.ts';
import { dayCommit } from '../support/day-commit.ts';
import { partition } from '../support/partitions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const readerOf = (file: string) =>
  openWarehouseReader(parseSettings({ WIKITRENDS_WAREHOUSE: `duckdb:${file}` }), { now: () => new Date() });

async function daysIn(reader: WarehouseReader) {
  const { rows } = await reader.query('SELECT view_date FROM {{dataset}}.ingested_days');
  return rows.flat();
}

test('a reader reads the file that was renamed to its name while it was open, and answers what was asked before', async () => {
  using folder = temporaryFolder();
  const [file, next] = [join(folder.path, 'days.duckdb'), join(folder.path, 'next.duckdb')];
  await loadDays(file, [dayCommit(partition('2026-11-18'))]);
  await loadDays(next, [dayCommit(partition('2026-11-19'))]);
  const reader = await readerOf(file);
  expect(await daysIn(reader)).toEqual(['2026-11-18']);
  const before = await reader.stamp();
  const asked = daysIn(reader);
  renameSync(next, file);
  expect(await daysIn(reader)).toEqual(['2026-11-19']);
  expect(await asked).toEqual(['2026-11-18']);
  expect(await reader.stamp()).not.toBe(before);
  await reader.close();
});

test('a reader reads a file that appears while it holds nothing', async () => {
  using folder = temporaryFolder();
  const [file, next] = [join(folder.path, 'days.duckdb'), join(folder.path, 'next.duckdb')];
  const reader = await readerOf(file);
  expect(await daysIn(reader)).toEqual([]);
  await loadDays(next, [dayCommit(partition('2026-11-19'))]);
  renameSync(next, file);
  expect(await daysIn(reader)).toEqual(['2026-11-19']);
  await reader.close();
});
