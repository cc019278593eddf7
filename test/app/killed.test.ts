import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tryCases } from '../support/cases.ts';
import type { Running } from '../support/command.ts';
import { rememberedWorld } from '../support/remembered.ts';
import { openStage, type Stage, warehouseFile } from '../support/stage.ts';
import { readTables } from '../support/warehouse-file.ts';

const backfill = ['backfill', '--start', '2024-02-27', '--end', '2024-03-02'];
const world = rememberedWorld();

describe.each([
  { how: 'without an archive', flags: [] },
  { how: 'with an archive', flags: ['--archive', 'file:archive'] },
])('backfill $how', ({ how, flags }) => {
  test('killed at any of its requests, is as if nothing had happened once it has run again', async () => {
    const expected = await undisturbed(flags);
    const tried = await tryCases((index) => killedAtRequest(index, flags, expected));
    // Siteinfo, three rankings for each of five days, and their titles.
    expect(tried).toBeGreaterThan(16);
    process.stdout.write(`backfill ${how}: killed at each of ${tried} requests\n`);
  }, 300_000);
});

interface Expected {
  readonly tables: Awaited<ReturnType<typeof readTables>>;
  readonly archived: readonly string[];
}

async function undisturbed(flags: readonly string[]): Promise<Expected> {
  await using stage = await openStage({ world });
  expect(await stage.run([...backfill, ...flags])).toMatchObject({ exitCode: 0 });
  return { tables: await readTables(stage.path(warehouseFile)), archived: await archivedIn(stage) };
}

async function killedAtRequest(
  index: number,
  flags: readonly string[],
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
  victim = stage.start([...backfill, ...flags]);
  const { signal } = await victim.ended;
  if (signal !== 'SIGKILL') return 'no more';
  victim = null;
  const what = `killed at request ${index}`;
  expect(await stage.run([...backfill, ...flags]), what).toMatchObject({ exitCode: 0 });
  expect(await readTables(stage.path(warehouseFile)), what).toEqual(tables);
  expect(await archivedIn(stage), what).toEqual(archived);
  if (flags.length === 0) return 'tried';
  const derive = [...backfill, ...flags, '--from-archive', '--warehouse', 'duckdb:derived.duckdb'];
  expect(await stage.run(derive), what).toMatchObject({ exitCode: 0 });
  expect(await readTables(stage.path('derived.duckdb')), what).toEqual(tables);
  return 'tried';
}

/** The files of the archive, without what a killed run left unfinished. */
async function archivedIn({ folder }: Stage): Promise<readonly string[]> {
  const entries = await readdir(join(folder, 'archive'), { recursive: true }).catch(() => []);
  return entries.filter((name) => !name.endsWith('.tmp')).toSorted();
}
