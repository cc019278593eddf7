import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDay } from '../../function/core/day.ts';
import type { Warehouse } from '../../function/core/warehouse.ts';
import { readChecks } from '../../function/sql/checks.ts';
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { type CloudServers, openCloudServers } from '../support/cloud.ts';
import { dayCommit } from '../support/day-commit.ts';
import { daysAgo } from '../support/days.ts';
import { english, french } from '../support/partitions.ts';
import { openStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let cloud: CloudServers;

beforeAll(async () => {
  stage = await openStage();
  cloud = await openCloudServers();
});

afterAll(async () => {
  await cloud[Symbol.asyncDispose]();
  await stage[Symbol.asyncDispose]();
});

type Environment = Readonly<Record<string, string>>;

/** What is wanted, unless a test wants more. */
const threeDays = { WIKITRENDS_SINCE: daysAgo(3) };

/** A warehouse of its own for each test; `change` has it for itself. */
interface Place {
  readonly environment: Environment;
  change(act: (warehouse: Warehouse) => Promise<unknown>): Promise<void>;
}

const kinds: readonly { readonly where: string; readonly open: () => Promise<Place> }[] = [
  {
    where: 'DuckDB',
    async open() {
      const path = stage.path(`${randomUUID()}.duckdb`);
      return {
        environment: { ...threeDays, WIKITRENDS_WAREHOUSE: `duckdb:${path}` },
        async change(act) {
          const warehouse = await openDuckDb(path, 'write');
          await act(warehouse).finally(warehouse.close);
        },
      };
    },
  },
  {
    where: 'BigQuery',
    async open() {
      const { environment, warehouse } = await cloud.deploy();
      return {
        environment: { ...threeDays, ...environment },
        async change(act) {
          await act(warehouse);
        },
      };
    },
  },
];

const sound = (days: string) => `\n${readChecks().length} checks over ${days}: nothing found\n`;
const names = readChecks().map(({ name }) => name);

describe.each(kinds)('status --check on $where', ({ open }) => {
  test('says in one line that a sound warehouse is sound, and exits 0', async () => {
    const { environment, change } = await open();
    await change((warehouse) => warehouse.commit(soundDays()));
    const { exitCode, stdout, stderr } = await stage.run(['status', '--check'], environment);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const { stdout: without } = await stage.run(['status'], environment);
    expect(stdout).toBe(`${without}${sound('6 days')}`);
  });

  test('prints what is wrong and exits 1, but not for other projects than the wanted ones', async () => {
    const { environment, change } = await open();
    await change(async (warehouse) => {
      await warehouse.commit(soundDays());
      await warehouse.query(`DELETE FROM article_categories WHERE project = '${french}'`);
    });
    const { exitCode, stdout } = await stage.run(['status', '--check'], environment);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      `category_counts: 3 violations\n  One row per project and day with pages that have another `,
    );
    const detail = 'pages with more or fewer than were counted: 3, such as Article_1; without any: 3';
    expect(stdout).toContain(`\n    ${daysAgo(2)}  fr.wikipedia  ${detail}\n`);
    expect(stdout).toMatch(/ledger_without_rows: 3 violations\n/);
    expect(stdout).not.toContain('nothing found');
    const ofFrench = await stage.run(['status', '--check', '--project', 'fr.wikipedia'], environment);
    expect(ofFrench.exitCode).toBe(1);
    const ofEnglish = await stage.run(['status', '--check', '--project', 'en.wikipedia'], environment);
    expect(ofEnglish).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(sound('3 days')) });
    const json = await stage.run(['status', '--check', '--json'], environment);
    expect(json.exitCode).toBe(1);
    const { checks } = JSON.parse(json.stdout);
    expect(checks.map(({ name }: { name: string }) => name)).toEqual(names);
    expect(checks).toContainEqual({
      name: 'category_counts',
      description: expect.stringMatching(/^One row per project and day/),
      violations: [3, 2, 1].map((ago) => ({ project: french, view_date: daysAgo(ago), detail })),
    });
    expect(checks).toContainEqual(expect.objectContaining({ name: 'gaps', violations: [] }));
  });
});

test('status --check prints a screenful of each check, and how much more there is', async () => {
  const environment = { ...threeDays, WIKITRENDS_WAREHOUSE: `duckdb:${stage.path('many.duckdb')}` };
  const days = Array.from({ length: 30 }, (_, i) => dayCommit({ project: english, day: parseDay(daysAgo(i + 1)) }));
  const warehouse = await openDuckDb(stage.path('many.duckdb'), 'write');
  await warehouse.commit(days);
  await warehouse.query('DELETE FROM top_articles WHERE article_rank = 2');
  await warehouse.close();
  const { exitCode, stdout } = await stage.run(['status', '--check'], environment);
  expect(exitCode).toBe(1);
  const [, shown = ''] = stdout.split('rank_holes: 30 violations\n');
  expect(shown.split('\n').filter((line) => line.includes('articles: 2, ranks: 2, from 1 to 3'))).toHaveLength(20);
  expect(shown).toContain('    … and 10 more: --json prints them all\n');
  const { stdout: json } = await stage.run(['status', '--check', '--json'], environment);
  const { checks } = JSON.parse(json);
  expect(checks.find(({ name }: { name: string }) => name === 'rank_holes').violations).toHaveLength(30);
});

describe.each(kinds)('status --check on $where asks the calendar', ({ open }) => {
  test('a backfill that stopped after three days has gaps before them, from WIKITRENDS_SINCE on', async () => {
    const { environment, change } = await open();
    await change((warehouse) => warehouse.commit(soundDays()));
    const settings = { ...environment, WIKITRENDS_SINCE: daysAgo(30) };
    const { exitCode, stdout } = await stage.run(['status', '--check'], settings);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('\ngaps: 1 violation\n');
    // The youngest of them may still come.
    expect(stdout).toContain(`\n    ${daysAgo(30)}  en.wikipedia  missing up to ${daysAgo(7)} (days: 24)\n`);
  });

  test('a refused day is a gap, also while it is young, with its reason', async () => {
    const { environment, change } = await open();
    const refused = { status: 'refused', reason: 'too short' };
    const day = { project: english, day: parseDay(daysAgo(2)) };
    await change(async (warehouse) => {
      await warehouse.commit(soundDays().filter(({ ledger }) => ledger.view_date !== day.day));
      await warehouse.commit([dayCommit(day, { articles: 0, ledger: refused })]);
    });
    const { exitCode, stdout } = await stage.run(['status', '--check'], environment);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`\n    ${day.day}  en.wikipedia  refused up to ${day.day} (days: 1): too short\n`);
  });

  test('a wanted project without a loaded day is not sound, whatever else is there', async () => {
    const { environment, change } = await open();
    await change((warehouse) => warehouse.commit(soundDays()));
    const settings = { ...environment, WIKITRENDS_PROJECTS: 'en.wikipedia,de.wikipedia' };
    const { exitCode, stdout } = await stage.run(['status', '--check'], settings);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('\ngaps: 1 violation\n');
    expect(stdout).toContain('  de.wikipedia  no day is loaded\n');
  });

  test('nothing of a project that is held and not wanted is awaited', async () => {
    const { environment, change } = await open();
    const old = ['2026-01-01', '2026-01-03'].map((day) => dayCommit({ project: french, day: parseDay(day) }));
    const english3 = soundDays().filter(({ ledger }) => ledger.project === english);
    await change((warehouse) => warehouse.commit([...english3, ...old]));
    const { exitCode, stdout } = await stage.run(['status', '--check'], environment);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('2026-01-02  missing  1 day\n');
    expect(stdout).toContain(sound('5 days'));
    const wanted = await stage.run(['status', '--check', '--project', 'fr.wikipedia'], environment);
    expect(wanted).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('stale: 1 violation\n') });
  });

  test('empty tables are not sound', async () => {
    const { environment, change } = await open();
    await change(async () => {});
    const { exitCode, stdout } = await stage.run(['status', '--check'], environment);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('  en.wikipedia  no day is loaded\n');
  });
});

test('status --check leaves the made-up sample alone, unless it is named or all there is', async () => {
  await using fresh = await openStage({ settings: { WIKITRENDS_CONTACT: '', ...threeDays } });
  expect(await fresh.run(['start'])).toMatchObject({ exitCode: 0 });
  const path = fresh.path('wikitrends.duckdb');
  const change = async (act: (warehouse: Warehouse) => Promise<unknown>) => {
    const warehouse = await openDuckDb(path, 'write');
    await act(warehouse).finally(warehouse.close);
  };
  await change((warehouse) => warehouse.query('DELETE FROM top_articles WHERE article_rank = 2'));
  const alone = await fresh.run(['status', '--check']);
  expect(alone.exitCode).toBe(1);
  expect(alone.stdout).toContain('  en.wikipedia  no day is loaded\n');
  expect(alone.stdout).toContain('rank_holes: 7 violations\n');
  expect(alone.stdout).not.toContain('stale');
  await change((warehouse) => warehouse.commit(soundDays()));
  expect(await fresh.run(['status', '--check'])).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining(sound('6 days')),
  });
  const { exitCode, stdout } = await fresh.run(['status', '--check', '--project', 'sample.wikipedia']);
  expect(exitCode).toBe(1);
  for (const name of ['rank_holes', 'stale']) expect(stdout).toContain(`${name}: `);
});

test('status --check of a warehouse that is not there is wrong usage', async () => {
  await using fresh = await openStage();
  const { exitCode, stdout, stderr } = await fresh.run(['status', '--check']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain('There is no warehouse wikitrends.duckdb: load some days into it first');
  expect(await fresh.run(['status'])).toMatchObject({ exitCode: 0 });
});

/** The last three days of two projects. */
function soundDays() {
  return [english, french].flatMap((project) =>
    [3, 2, 1].map((ago) => dayCommit({ project, day: parseDay(daysAgo(ago)) })),
  );
}
