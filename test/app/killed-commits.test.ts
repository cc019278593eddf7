import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tryCases } from '../support/cases.ts';
import { type Ended, startScript } from '../support/command.ts';
import { expectWhole, load } from '../support/load.ts';
import { rememberedWorld } from '../support/remembered.ts';
import { openStage, type Stage, warehouseFile } from '../support/stage.ts';
import { readTables, type Tables } from '../support/warehouse-file.ts';

const range = { start: '2024-02-27', end: '2024-03-02' };
// Short lists: what is written matters here, not how much of it.
const world = rememberedWorld({ entries: 60 });
const settings = { WIKITRENDS_TOP: '10' };

/** Steps: close it, give it its name, take the unfinished name away. */
const makingTheFile = 3;

type Moment = readonly [when: 'before' | 'after', step: string];

describe.each([
  { how: 'without an archive', archive: null },
  { how: 'with an archive', archive: 'archive' },
])('ingest() $how', ({ how, archive }) => {
  test('killed at any step of its commits, leaves whole days and goes on from them', async () => {
    const { steps, tables } = await undisturbed(archive);
    // Steps follow one another: for a file, after one of them is before the next.
    const befores = Array.from({ length: steps }, (_, i): Moment => ['before', String(i + 1)]);
    const moments: readonly Moment[] = [...befores, ['after', String(steps)]];
    const tried = await tryCases(async (index) => {
      const moment = moments[index];
      if (moment === undefined) return 'no more';
      await killedAt(moment, archive, tables);
      return 'tried';
    });
    // The making of the file, three tables and a view, then three commits that begin, append to three tables and end.
    expect(tried).toBeGreaterThan(makingTheFile + 4 + 3 * 8);
    process.stdout.write(`ingest() ${how}: killed at each of ${tried} moments of its commits\n`);
  }, 300_000);
});

async function undisturbed(archive: string | null): Promise<{ readonly steps: number; readonly tables: Tables }> {
  await using stage = await openStage({ world, settings });
  const { exitCode, stdout } = await runAndDie(stage, archive, []);
  expect(exitCode).toBe(0);
  return { steps: Number(stdout), tables: await readTables(stage.path(warehouseFile)) };
}

async function killedAt(moment: Moment, archive: string | null, expected: Tables): Promise<void> {
  await using stage = await openStage({ world, settings });
  const what = `killed ${moment.join(' step ')}`;
  expect(await runAndDie(stage, archive, moment), what).toMatchObject({ signal: 'SIGKILL' });
  const unfinished = readdirSync(stage.folder).filter((name) => name.endsWith('.new'));
  expect(unfinished.length, what).toBe(Number(moment[1]) <= makingTheFile ? 1 : 0);
  const left = await readLeft(stage.path(warehouseFile));
  expect(left, what).toEqual(onlyDaysOf(left, expected));
  if (archive !== null) {
    // What is in the warehouse is in the archive; what is not whole there is not taken for a day.
    await load(stage, { ...range, archive, warehouse: 'kept.duckdb', fromArchive: true });
    const kept = await readTables(stage.path('kept.duckdb'));
    expect(kept, what).toEqual(onlyDaysOf(kept, expected));
    expect(left, what).toEqual(onlyDaysOf(left, kept));
  }
  expectWhole(await load(stage, { ...range, archive, warehouse: warehouseFile }), what);
  expect(await readTables(stage.path(warehouseFile)), what).toEqual(expected);
  if (archive === null) return;
  expectWhole(await load(stage, { ...range, archive, warehouse: 'derived.duckdb', fromArchive: true }), what);
  expect(await readTables(stage.path('derived.duckdb')), what).toEqual(expected);
}

function runAndDie(stage: Stage, archive: string | null, at: readonly string[]): Promise<Ended> {
  const environment = { ...stage.environment, ...(archive !== null && { WIKITRENDS_ARCHIVE: `file:${archive}` }) };
  const { folder } = stage;
  return startScript('test/support/killed-run.ts', [range.start, range.end, ...at], { folder, environment }).ended;
}

/** What a killed run left: before the file has its name, nothing. */
async function readLeft(file: string): Promise<Tables> {
  return existsSync(file) ? readTables(file) : { top_articles: '', article_categories: '', ingested_days: '' };
}

/** What a warehouse holds that has the days of the one's ledger and is otherwise like the other. */
function onlyDaysOf({ ingested_days }: Tables, expected: Tables): Tables {
  const dayIn = (line: string) => /"view_date":"([^"]+)"/.exec(line)?.[1];
  const days = new Set(ingested_days.split('\n').map(dayIn));
  const kept = (lines: string) => {
    const ofDays = lines.split('\n').filter((line) => days.has(dayIn(line)));
    return ofDays.join('\n');
  };
  return {
    top_articles: kept(expected.top_articles),
    article_categories: kept(expected.article_categories),
    ingested_days: kept(expected.ingested_days),
  };
}
