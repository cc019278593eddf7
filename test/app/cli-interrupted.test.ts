import { expect, test } from 'vitest';
import type { Report } from '../../function/core/report.ts';
import type { Ended, Running } from '../support/command.ts';
import { daysAgo } from '../support/days.ts';
import { rememberedWorld } from '../support/remembered.ts';
import { openStage, type Stage, warehouseFile } from '../support/stage.ts';
import { readRows, readTables, type Tables } from '../support/warehouse-file.ts';

const range = ['--start', '2024-02-01', '--end', '2024-03-01', '--json'];
const days = 30;
const world = rememberedWorld();

// Ten days are begun ahead of the one that is waited for: when this one is asked for, some are read and others are not.
const fifteenthDay = /all-access\/2024\/02\/16$/;

test.each(['SIGINT', 'SIGTERM'] as const)(
  'backfill commits what it has read when %s ends it, and goes on from there',
  async (signal) => {
    let running: Running | null = null;
    await using stage = await openStage({
      world,
      async onRequest({ path }) {
        if (running === null || !fifteenthDay.test(path)) return;
        running.kill(signal);
        await running.ended;
      },
    });
    running = stage.start(['backfill', ...range]);
    const interrupted = await running.ended;
    running = null;
    expect(interrupted).toMatchObject({ exitCode: 130, signal: null });
    expect(interrupted.stderr).toMatch(/\d+ days? remaining: the same command goes on from here/);
    expect(await loadedBy(interrupted, stage)).toBeGreaterThan(0);
    await expectToGoOn(stage);
  },
);

test('backfill ends at once on SIGINT, also while Wikimedia asks it to wait', async () => {
  const patience = { kind: 'too-many-requests', retryAfter: 240, when: { kind: 'siteinfo' } } as const;
  await using stage = await openStage({ world, faults: [patience] });
  const running = stage.start(['backfill', ...range]);
  await running.said('try 1 failed, trying again');
  running.kill('SIGINT');
  const { exitCode, stdout, stderr } = await running.ended;
  expect(exitCode).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ complete: false, remaining: days, days: [] });
  expect(stderr).toContain(`${days} days remaining`);
  expect(stderr).not.toContain('every day is there');
});

test('ingest ends in good order when its budget of time is over, and that is no failure', async () => {
  const held = new RegExp(`all-access/${daysAgo(15).replaceAll('-', '/')}$`);
  let running: Running | null = null;
  await using stage = await openStage({
    world,
    settings: { WIKITRENDS_SINCE: daysAgo(days) },
    async onRequest({ path }) {
      // Not answered as long as the command runs: only its budget can end it.
      if (held.test(path)) await running?.ended;
    },
  });
  running = stage.start(['ingest', '--budget', '0.03', '--json']);
  const ended = await running.ended;
  running = null;
  expect(ended).toMatchObject({ exitCode: 0, signal: null });
  expect(ended.stderr).toMatch(/\d+ days? remaining: the same command goes on from here/);
  const loaded = await loadedBy(ended, stage);
  const rest = await stage.run(['ingest', '--budget', '5', '--json']);
  expect(rest.exitCode).toBe(0);
  const report: Report = JSON.parse(rest.stdout);
  expect(report).toMatchObject({ complete: true, remaining: 0 });
  expect(report.days.length).toBe(days - loaded);
});

/** How many days an unfinished command loaded: what it says is what is there. */
async function loadedBy({ stdout }: Ended, stage: Stage): Promise<number> {
  const report: Report = JSON.parse(stdout);
  const loaded = report.days.map(({ view_date }) => view_date);
  expect(report).toMatchObject({ complete: false, remaining: days - loaded.length });
  const ledger = `SELECT view_date FROM ingested_days WHERE status = 'loaded' ORDER BY view_date DESC`;
  expect((await readRows(stage.path(warehouseFile), ledger)).flat()).toEqual(loaded);
  return loaded.length;
}

/** The same command again makes the warehouse what it would be without the interruption. */
async function expectToGoOn(stage: Stage): Promise<void> {
  const { exitCode, stdout } = await stage.run(['backfill', ...range]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ complete: true, remaining: 0 });
  expect(await readTables(stage.path(warehouseFile))).toEqual(await undisturbed());
}

async function undisturbed(): Promise<Tables> {
  await using stage = await openStage({ world });
  expect(await stage.run(['backfill', ...range])).toMatchObject({ exitCode: 0 });
  return await readTables(stage.path(warehouseFile));
}
