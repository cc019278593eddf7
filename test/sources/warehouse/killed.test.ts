import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ingest } from '../../../function/core/ingest.ts';
import { daysOf } from '../../../function/sources/warehouse/source.ts';
import { openDuckDb } from '../../../function/warehouses/duckdb/warehouse.ts';
import { tryCases } from '../../support/cases.ts';
import { type Ended, startScript } from '../../support/command.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { daysBefore } from '../../support/partitions.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { readTables } from '../../support/warehouse-file.ts';

const days = daysBefore('2026-11-20', 3);

test('daysOf() through ingest() killed at any step, gives the rest when it is run again', async () => {
  using folder = temporaryFolder();
  const origin = await openDuckDb(join(folder.path, 'origin.duckdb'), 'write');
  await origin.commit(days.map((day, i) => dayCommit(day, { articles: 2 + i })));
  await origin.close();
  const untouched = hashOf(folder.path);
  const expected = await readTables(join(folder.path, 'origin.duckdb'));

  const tried = await tryCases(async (index) => {
    const target = `target-${index}.duckdb`;
    const { signal } = await killedMove(folder.path, target, index + 1);
    if (signal !== 'SIGKILL') return 'no more';
    const left = (await readTables(join(folder.path, target))).ingested_days;
    if (left !== '') for (const day of left.split('\n')) expect(expected.ingested_days).toContain(day);
    await moveAll(folder.path, target);
    expect(await readTables(join(folder.path, target)), `killed before step ${index + 1}`).toEqual(expected);
    return 'tried';
  });
  // The ledger, three reads for each of three days, and before and after each of two commits.
  expect(tried).toBe(1 + 3 * 3 + 2 * 2);
  expect(hashOf(folder.path)).toBe(untouched);
}, 120_000);

function killedMove(folder: string, target: string, at: number): Promise<Ended> {
  const args = ['origin.duckdb', target, '2026-11-18', '2026-11-20', String(at)];
  return startScript('test/support/killed-move.ts', args, { folder }).ended;
}

async function moveAll(folder: string, target: string): Promise<void> {
  const from = await openDuckDb(join(folder, 'origin.duckdb'), 'read');
  const to = await openDuckDb(join(folder, target), 'write');
  const options = { runId: 'again', now: () => new Date() };
  expect(await ingest(daysOf(from), to, days, options)).toMatchObject({ verdict: 'done', report: { complete: true } });
  await to.close();
  await from.close();
}

function hashOf(folder: string): string {
  return createHash('sha256')
    .update(readFileSync(join(folder, 'origin.duckdb')))
    .digest('hex');
}
