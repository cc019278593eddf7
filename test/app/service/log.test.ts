import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../../function/core/report.ts';
import { type LogLine, type ServedFunction, serveFunction } from '../../support/function.ts';
import { listedWorld } from '../../support/listed-world.ts';
import { createWorld, type World } from '../../support/wikimedia/world.ts';

/** Lists with one that is far too short, and one with far too many views. */
function oddWorld(): World {
  const world = createWorld({ entries: 60 });
  return {
    ...world,
    ranking(project, access, day) {
      const entries = world.ranking(project, access, day);
      if (day === '2026-11-17') return entries.slice(0, 2);
      return day === '2026-11-13' ? entries.map((entry) => ({ ...entry, views: 9 * entry.views })) : entries;
    },
  };
}

let served: ServedFunction;
let report: Report;

beforeAll(async () => {
  let ms = Date.parse('2026-11-21T06:00:00.000Z');
  served = await serveFunction({
    // A clock that moves whenever it is looked at.
    now: () => new Date(ms++),
    world: oddWorld(),
    lastDay: '2026-11-19',
    holes: [{ project: 'en.wikipedia', day: '2026-11-12' }],
    faults: [{ kind: 'truncated-json', when: { match: /all-access\/2026\/11\/15/, every: 1 } }],
  });
  report = JSON.parse((await served.call('start=2026-11-11&end=2026-11-20')).text);
});

afterAll(() => served[Symbol.asyncDispose]());

describe('ingest logs', () => {
  test('lines that say how bad it is, of which run, and to a person what happened', () => {
    expect(served.log().length).toBeGreaterThan(12);
    for (const line of served.log()) {
      expect(line).toMatchObject({
        severity: expect.stringMatching(/^(INFO|NOTICE|WARNING|ERROR)$/),
        message: expect.stringMatching(/./),
        run_id: report.run_id,
      });
      expect(line).not.toHaveProperty('logging.googleapis.com/trace');
    }
  });

  test.each([
    ['2026-11-20', 'pending', 'NOTICE', /^2026-11-20 en\.wikipedia pending: en\.wikipedia has no ranking for /],
    ['2026-11-19', 'loaded', 'INFO', /^2026-11-19 en\.wikipedia loaded: 5 articles, \d+ categories$/],
    ['2026-11-17', 'refused', 'ERROR', /refused: structure: \d articles instead of 5 in a list of 2 pages/],
    ['2026-11-15', 'failed', 'WARNING', /failed: http:.* answered broken JSON/],
    ['2026-11-13', 'loaded', 'WARNING', /loaded: 5 articles, \d+ categories: volume: \d+ views are 9\.\d times/],
    ['2026-11-12', 'absent', 'WARNING', /^2026-11-12 en\.wikipedia absent: en\.wikipedia never got a ranking/],
  ])('one line for %s, which is %s: %s', (view_date, outcome, severity, message) => {
    const lines = linesOf('day').filter((line) => line.view_date === view_date);
    expect(lines).toMatchObject([
      { project: 'en.wikipedia', outcome, severity, message: expect.stringMatching(message) },
    ]);
  });

  test('one line for every day of the report, with the same figures', () => {
    const logged = linesOf('day').map(({ project, view_date, outcome, articles, categories }) => {
      return { project, view_date, outcome, articles, categories };
    });
    expect(logged).toHaveLength(report.days.length);
    for (const { reason, ...figures } of report.days) expect(logged).toContainEqual(figures);
  });

  test('one line when it ends, with the counts and how long it took', () => {
    const { requests, rows, started_at, finished_at } = report;
    const duration_ms = Date.parse(finished_at) - Date.parse(started_at);
    expect(duration_ms).toBeGreaterThan(0);
    const counts = { loaded: 6, already_loaded: 0, pending: 1, absent: 1, refused: 1, failed: 1 };
    expect(linesOf('run')).toEqual([
      {
        event: 'run',
        run_id: report.run_id,
        severity: 'ERROR',
        message: 'run failed: 6 days loaded, 3 remaining',
        verdict: 'failed',
        days: counts,
        duration_ms,
        complete: false,
        remaining: 3,
        requests,
        rows,
      },
    ]);
    expect(served.log().at(-1)).toMatchObject({ event: 'run' });
  });

  test('what is to be done, what was tried again, and what was committed', () => {
    expect(linesOf('planned')).toMatchObject([{ severity: 'INFO', todo: 10, settled: 0 }]);
    expect(linesOf('retry')).toMatchObject([
      { severity: 'INFO', message: expect.stringMatching(/2026\/11\/15 .*; try 2 follows$/) },
      { severity: 'INFO', message: expect.stringMatching(/; try 3 follows$/) },
    ]);
    expect(linesOf('committed').reduce((sum, { days }) => sum + Number(days), 0)).toBe(8);
  });
});

test('ingest brings titles through its log as they are', async () => {
  const title = '"Heroic"_🎈\\Tarn_虚构';
  await using odd = await serveFunction({ world: listedWorld([title, 'A', 'B']) });
  odd.wikimedia.addFault({ kind: 'no-batchcomplete', when: { kind: 'categories', every: 1 } });
  const { body } = await odd.call('date=2026-11-20');
  const reason = expect.stringContaining(`"${title}" among them`);
  expect(body).toMatchObject({ days: [{ outcome: 'refused', reason }] });
  expect(odd.log()).toContainEqual(expect.objectContaining({ severity: 'ERROR', outcome: 'refused', reason }));
});

function linesOf(event: string): readonly LogLine[] {
  return served.log().filter((line) => line.event === event);
}
