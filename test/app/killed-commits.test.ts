import { describe, expect, test } from 'vitest';
import { type RunOptions, runIngest } from '../../function/app/run.ts';
import { parseSettings } from '../../function/config.ts';
import type { Ending } from '../../function/core/report.ts';
import { tryCases } from '../support/cases.ts';
import { type Ended, startScript } from '../support/command.ts';
import { rememberedWorld } from '../support/remembered.ts';
import { openStage, type Stage, warehouseFile } from '../support/stage.ts';
import { readTables, type Tables } from '../support/warehouse-file.ts';

const [start, end] = ['2024-02-27', '2024-03-02'];
// Short lists: what is written matters here, not how much of it.
const world = rememberedWorld({ entries: 60 });

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
    // Three tables and a view, then three commits that begin, delete, append to three tables and end.
    expect(tried).toBeGreaterThan(4 + 3 * 8);
    process.stdout.write(`ingest() ${how}: killed at each of ${tried} moments of its commits\n`);
  }, 300_000);
});

async function undisturbed(archive: string | null): Promise<{ readonly steps: number; readonly tables: Tables }> {
  await using stage = await openStage({ world });
  const { exitCode, stdout } = await runAndDie(stage, archive, []);
  expect(exitCode).toBe(0);
  return { steps: Number(stdout), tables: await readTables(stage.path(warehouseFile)) };
}

async function killedAt(moment: Moment, archive: string | null, expected: Tables): Promise<void> {
  await using stage = await openStage({ world });
  const what = `killed ${moment.join(' step ')}`;
  expect(await runAndDie(stage, archive, moment), what).toMatchObject({ signal: 'SIGKILL' });
  const left = await readTables(stage.path(warehouseFile));
  expect(left, what).toEqual(onlyDaysOf(left, expected));
  if (archive !== null) {
    // What is in the warehouse is in the archive; what is not whole there is not taken for a day.
    await load(stage, archive, 'kept.duckdb', { fromArchive: true });
    const kept = await readTables(stage.path('kept.duckdb'));
    expect(kept, what).toEqual(onlyDaysOf(kept, expected));
    expect(left, what).toEqual(onlyDaysOf(left, kept));
  }
  await expectWhole(load(stage, archive, warehouseFile));
  expect(await readTables(stage.path(warehouseFile)), what).toEqual(expected);
  if (archive === null) return;
  await expectWhole(load(stage, archive, 'derived.duckdb', { fromArchive: true }));
  expect(await readTables(stage.path('derived.duckdb')), what).toEqual(expected);
}

function runAndDie(stage: Stage, archive: string | null, at: readonly string[]): Promise<Ended> {
  const environment = { ...stage.environment, ...(archive !== null && { WIKITRENDS_ARCHIVE: `file:${archive}` }) };
  const { folder } = stage;
  return startScript('test/support/killed-run.ts', [start, end, ...at], { folder, environment }).ended;
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

/** Runs the backfill in this process, which is quicker. */
async function load(
  stage: Stage,
  archive: string | null,
  file: string,
  options: Partial<RunOptions> = {},
): Promise<Ending> {
  const settings = parseSettings({
    ...stage.environment,
    WIKITRENDS_WAREHOUSE: `duckdb:${stage.path(file)}`,
    WIKITRENDS_ARCHIVE: archive === null ? '' : `file:${stage.path(archive)}`,
  });
  return runIngest(settings, { start, end }, { now: () => new Date(), ...options });
}

async function expectWhole(ending: Promise<Ending>): Promise<void> {
  expect((await ending).report).toMatchObject({ complete: true, remaining: 0 });
}
