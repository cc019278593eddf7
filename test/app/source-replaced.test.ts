import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSource } from '../../function/app/source.ts';
import { parseSettings } from '../../function/config.ts';
import type { Source } from '../../function/dashboard/source.ts';
import { loadDays } from '../support/dashboard.ts';
import { dayCommit } from '../support/day-commit.ts';
import { partition } from '../support/partitions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sourceOf = (file: string) =>
  openSource(parseSettings({ WIKITRENDS_WAREHOUSE: `duckdb:${file}` }), { now: () => new Date() });

async function daysIn(source: Source) {
  const { rows } = await source.query('SELECT view_date FROM {{dataset}}.ingested_days');
  return rows.flat();
}

test('a source reads the file that was renamed to its name while it was open, and answers what was asked before', async () => {
  using folder = temporaryFolder();
  const [file, next] = [join(folder.path, 'days.duckdb'), join(folder.path, 'next.duckdb')];
  await loadDays(file, [dayCommit(partition('2026-11-18'))]);
  await loadDays(next, [dayCommit(partition('2026-11-19'))]);
  const source = await sourceOf(file);
  expect(await daysIn(source)).toEqual(['2026-11-18']);
  const before = await source.stamp();
  const asked = daysIn(source);
  renameSync(next, file);
  expect(await daysIn(source)).toEqual(['2026-11-19']);
  expect(await asked).toEqual(['2026-11-18']);
  expect(await source.stamp()).not.toBe(before);
  await source.close();
});

test('a source reads a file that appears while it holds nothing', async () => {
  using folder = temporaryFolder();
  const [file, next] = [join(folder.path, 'days.duckdb'), join(folder.path, 'next.duckdb')];
  const source = await sourceOf(file);
  expect(await daysIn(source)).toEqual([]);
  await loadDays(next, [dayCommit(partition('2026-11-19'))]);
  renameSync(next, file);
  expect(await daysIn(source)).toEqual(['2026-11-19']);
  await source.close();
});
