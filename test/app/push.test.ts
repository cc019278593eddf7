import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PushOrigin, runPush, type Wanted } from '../../function/app/push.ts';
import { parseSettings } from '../../function/config.ts';
import { dayOf } from '../../function/core/day.ts';
import { UnavailableError, UsageError } from '../../function/core/errors.ts';
import type { Ending } from '../../function/core/report.ts';
import { sampleProject } from '../../function/core/sample.ts';
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { dayCommit } from '../support/day-commit.ts';
import { holdWarehouse } from '../support/other-process.ts';
import { daysBefore, french, partition } from '../support/partitions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { readRows, readTables } from '../support/warehouse-file.ts';
import { now } from '../support/world-run.ts';

const folder = temporaryFolder();
const path = (name: string) => join(folder.path, name);
const origin = { kind: 'duckdb', path: path('origin.duckdb') } as const;
const nothing = { articles: 0, categories: 0, views: 0, reason: 'for a reason' };
const days = daysBefore('2026-11-20', 3);

beforeAll(async () => {
  const warehouse = await openDuckDb(origin.path, 'write');
  await warehouse.commit([
    ...days.map((day) => dayCommit(day)),
    dayCommit(partition('2015-07-01')),
    dayCommit(partition('2026-11-19', french)),
    dayCommit(partition('2026-11-19', sampleProject)),
    dayCommit(partition('2026-11-10'), { articles: 0, ledger: { status: 'absent', ...nothing } }),
    dayCommit(partition('2026-11-09'), { articles: 0, ledger: { status: 'refused', ...nothing } }),
  ]);
  await warehouse.close();
});

afterAll(() => folder.remove());

const everything = [
  'en.wikipedia 2015-07-01 loaded',
  'en.wikipedia 2026-11-10 absent',
  'en.wikipedia 2026-11-18 loaded',
  'en.wikipedia 2026-11-19 loaded',
  'en.wikipedia 2026-11-20 loaded',
  'fr.wikipedia 2026-11-19 loaded',
];

describe('runPush() brings', () => {
  test('all that a file holds, whatever the settings say of projects and days, but nothing made up or refused', async () => {
    const { report, verdict } = await push('all.duckdb', {});
    expect({ verdict, complete: report.complete, remaining: report.remaining }).toEqual({
      verdict: 'done',
      complete: true,
      remaining: 0,
    });
    expect(await held('all.duckdb')).toEqual(everything);
    const lines = (await readTables(origin.path)).top_articles.split('\n');
    const wanted = lines.filter((line) => !line.includes(sampleProject));
    expect((await readTables(path('all.duckdb'))).top_articles).toBe(wanted.join('\n'));
  });

  test('nothing the second time, and says so in its report', async () => {
    await push('twice.duckdb', {});
    const { report, verdict } = await push('twice.duckdb', {});
    expect(verdict).toBe('done');
    expect(report).toMatchObject({ complete: true, remaining: 0, requests: 0, days: [] });
  });

  test.each<readonly [string, Wanted, readonly string[]]>([
    ['from a day on', { start: '2026-11-20', projects: null }, everything.slice(4, 5)],
    ['up to a day', { end: '2026-11-10', projects: null }, everything.slice(0, 2)],
    ['of a range', { start: '2026-11-10', end: '2026-11-18', projects: null }, everything.slice(1, 3)],
    ['of one project', { projects: [french] }, everything.slice(5)],
    ['of the sample, for who names it', { projects: [sampleProject] }, ['sample.wikipedia 2026-11-19 loaded']],
    [
      'of no project that it holds',
      { projects: [partition('2026-11-20').project], end: '2015-07-02' },
      everything.slice(0, 1),
    ],
    ['of days that it does not hold', { start: '2026-01-01', end: '2026-02-01', projects: null }, []],
  ])('what is %s', async (what, wanted, expected) => {
    const target = `${what}.duckdb`;
    expect(await push(target, wanted)).toMatchObject({ verdict: 'done', report: { complete: true } });
    expect(await held(target)).toEqual(expected);
  });

  test('a file without days to nobody', async () => {
    const empty = await openDuckDb(path('empty.duckdb'), 'write');
    await empty.close();
    const { report } = await push('none.duckdb', {}, { kind: 'duckdb', path: path('empty.duckdb') });
    expect(report).toMatchObject({ complete: true, days: [] });
  });
});

test('runPush() brings the days that an archive keeps, but for the made-up sample unless it is named', async () => {
  const archive = { kind: 'file', folder: fileURLToPath(new URL('../../function/sample', import.meta.url)) } as const;
  const range = { start: '2026-09-13', end: '2026-09-14' };
  expect(await push('other.duckdb', range, archive)).toMatchObject({ verdict: 'done', report: { days: [] } });
  const { verdict } = await push('sample.duckdb', { ...range, projects: [sampleProject] }, archive);
  expect(verdict).toBe('done');
  expect(await held('sample.duckdb')).toEqual([
    'sample.wikipedia 2026-09-13 loaded',
    'sample.wikipedia 2026-09-14 loaded',
  ]);
});

describe('runPush() refuses', () => {
  test('a file that is not there, and makes none', async () => {
    const missing = { kind: 'duckdb', path: path('missing.duckdb') } as const;
    const pushed = push('untouched.duckdb', {}, missing);
    await expect(pushed).rejects.toThrow(UsageError);
    await expect(pushed).rejects.toThrow(`There is no warehouse ${missing.path}`);
  });

  test('a file that another process is writing, for later', async () => {
    const busy = { kind: 'duckdb', path: path('busy.duckdb') } as const;
    await using _ = await holdWarehouse(busy.path, '2026-11-20');
    await expect(push('untouched.duckdb', {}, busy)).rejects.toThrow(UnavailableError);
  });

  test.each<readonly [Partial<Wanted>, string]>([
    [{ start: '2026-02-30' }, 'Cannot read date "2026-02-30"'],
    [{ start: '2026-11-20', end: '2026-11-19' }, 'the range ends before it begins'],
    [{ end: '2026-11-22' }, 'it lies in the future'],
  ])('the days of %o', async (wanted, said) => {
    const pushed = push('untouched.duckdb', wanted);
    await expect(pushed).rejects.toThrow(UsageError);
    await expect(pushed).rejects.toThrow(said);
  });
});

function push(
  target: string,
  wanted: Partial<Wanted>,
  from: PushOrigin = origin,
  more: Readonly<Record<string, string>> = {},
): Promise<Ending> {
  const settings = parseSettings({
    WIKITRENDS_WAREHOUSE: `duckdb:${path(target)}`,
    WIKITRENDS_PROJECTS: 'zh.wikipedia',
    WIKITRENDS_SINCE: '2026-11-20',
    ...more,
  });
  return runPush(settings, from, { projects: null, ...wanted }, dayOf(now), { now: () => now });
}

async function held(target: string): Promise<readonly string[]> {
  const rows = await readRows(
    path(target),
    "SELECT project || ' ' || view_date || ' ' || status FROM ingested_days ORDER BY ALL",
  );
  return rows.map(([day]) => String(day));
}
