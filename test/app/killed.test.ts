import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tryCases } from '../support/cases.ts';
import type { Running } from '../support/command.ts';
import { expectWhole, load } from '../support/load.ts';
import { rememberedWorld } from '../support/remembered.ts';
import { openStage, type Stage, warehouseFile } from '../support/stage.ts';
import { readTables } from '../support/warehouse-file.ts';

const range = { start: '2024-02-27', end: '2024-03-02' };
const backfill = ['backfill', '--start', range.start, '--end', range.end];
// Short lists: the moments matter here, and there are as many as with long ones.
const world = rememberedWorld({ entries: 60 });

describe.each([
  { how: 'without an archive', archive: null },
  { how: 'with an archive', archive: 'archive' },
])('backfill $how', ({ how, archive }) => {
  test('killed at any of its requests, is as if nothing had happened once it has run again', async () => {
    const expected = await undisturbed(archive);
    const tried = await tryCases((index) => killedAtRequest(index, archive, expected));
    // Siteinfo, three rankings for each of five days, and their titles.
    expect(tried).toBeGreaterThan(16);
    process.stdout.write(`backfill ${how}: killed at each of ${tried} requests\n`);
  }, 300_000);
});

interface Expected {
  readonly tables: Awaited<ReturnType<typeof readTables>>;
  readonly archived: readonly string[];
}

async function undisturbed(archive: string | null): Promise<Expected> {
  await using stage = await openStage({ world });
  expectWhole(await load(stage, { ...range, archive, warehouse: warehouseFile }), 'undisturbed');
  return { tables: await readTables(stage.path(warehouseFile)), archived: await archivedIn(stage) };
}

async function killedAtRequest(
  index: number,
  archive: string | null,
  { tables, archived }: Expected,
): Promise<'tried' | 'no more'> {
  let victim: Running | null = null;
  await using stage = await openStage({
    world,
    async onRequest(request) {
      if (victim === null || request.index !== index) return;
      victim.kill('SIGKILL');
      await victim.ended;
    },
  });
  victim = stage.start(archive === null ? backfill : [...backfill, '--archive', `file:${archive}`]);
  const { signal } = await victim.ended;
  if (signal !== 'SIGKILL') return 'no more';
  victim = null;
  const what = `killed at request ${index}`;
  expectWhole(await load(stage, { ...range, archive, warehouse: warehouseFile }), what);
  expect(await readTables(stage.path(warehouseFile)), what).toEqual(tables);
  expect(await archivedIn(stage), what).toEqual(archived);
  if (archive === null) return 'tried';
  expectWhole(await load(stage, { ...range, archive, warehouse: 'derived.duckdb', fromArchive: true }), what);
  expect(await readTables(stage.path('derived.duckdb')), what).toEqual(tables);
  return 'tried';
}

/** The files of the archive, without what a killed run left unfinished. */
async function archivedIn({ folder }: Stage): Promise<readonly string[]> {
  const entries = await readdir(join(folder, 'archive'), { recursive: true }).catch(() => []);
  return entries.filter((name) => !name.endsWith('.tmp')).toSorted();
}
