import { describe, expect, test } from 'vitest';
import { addDays } from '../../function/core/day.ts';
import { FailedError, UnavailableError, type WikitrendsError } from '../../function/core/errors.ts';
import { type Recheck, type RecheckEvent, type RecheckOptions, recheckOne } from '../../function/core/recheck.ts';
import type { Warehouse } from '../../function/core/warehouse.ts';
import { recheckRankings } from '../../function/sources/top-articles/recheck.ts';
import { changingWorld } from '../support/changing-world.ts';
import { dayCommit } from '../support/day-commit.ts';
import { openInMemory } from '../support/in-memory.ts';
import { daysBefore, english, french, partition } from '../support/partitions.ts';
import { quick } from '../support/quick.ts';
import { contentOf, rowsOf } from '../support/warehouse-rows.ts';
import { now, startWorldRun, type WorldRun, type WorldRunOptions } from '../support/world-run.ts';

const old = daysBefore('2026-11-12', 3);
const [newest, middle, oldest] = old.map(({ day }) => day);
if (newest === undefined || middle === undefined || oldest === undefined) throw new Error('Three days are three');

describe('recheckOne() asks', () => {
  test('for the rankings of one day and nothing else, the one that was longest not asked for', async () => {
    await using run = await started();
    await run.ingest(old);
    const asked = run.wikimedia.requests.length;
    const days = [];
    for (const later of [1, 2, 3, 4]) days.push(...(await rechecked(run, { later })));
    expect(days).toEqual([oldest, middle, newest, oldest].map((view_date) => same(view_date)));
    expect(run.wikimedia.requests.slice(asked).map(({ kind }) => kind)).toEqual(Array(12).fill('ranking'));
    const ledger = await rowsOf(run.warehouse, 'ingested_days');
    expect(ledger.map(({ checked_at, changed_at }) => [checked_at, changed_at])).toEqual([
      [at(4), null],
      [at(2), null],
      [at(3), null],
    ]);
  });

  test('for a day that was loaded long ago before one that was rechecked since', async () => {
    await using run = await started();
    await run.ingest(old.slice(0, 1));
    await rechecked(run, { later: 2 });
    await run.ingest(old.slice(1, 2), { now: () => new Date(at(1)) });
    expect(await rechecked(run, { later: 3 })).toEqual([same(middle)]);
  });

  test('for none that may still move, that has no rows, that lies before the first day or is not wanted', async () => {
    await using run = await started({ wikimedia: { holes: [{ project: english, day: '2026-11-09' }] } });
    await run.ingest([partition('2026-11-15'), partition('2026-11-14', french), partition('2026-11-09')]);
    await run.ingest([partition('2026-11-01')]);
    await run.warehouse.commit([dayCommit(partition('2026-11-08'), { articles: 0, ledger: { status: 'refused' } })]);
    const asked = run.wikimedia.requests.length;
    expect(await rechecked(run, { first: '2026-11-02' })).toEqual([]);
    expect(run.wikimedia.requests).toHaveLength(asked);
    expect(await rechecked(run, { first: '2026-11-02', projects: [english, french] })).toMatchObject([
      { project: french, view_date: '2026-11-14' },
    ]);
  });

  test('nobody where nothing is loaded', async () => {
    await using run = await started();
    expect(await rechecked(run)).toEqual([]);
    expect(run.wikimedia.requests).toEqual([]);
  });
});

describe('recheckOne() records', () => {
  test('since when upstream answers otherwise, leaves the rows, and forgets it when the day is loaded again', async () => {
    const changed = new Set<string>();
    await using run = await started({ wikimedia: { world: changingWorld(changed) } });
    await run.ingest(old.slice(2));
    const { top_articles, article_categories } = await contentOf(run.warehouse);
    changed.add(oldest);
    expect(await rechecked(run, { later: 1 })).toEqual([{ ...same(oldest), outcome: 'changed' }]);
    expect(await rechecked(run, { later: 2 })).toEqual([{ ...same(oldest), outcome: 'changed' }]);
    const since = { checked_at: at(2), changed_at: at(1) };
    expect(await rowsOf(run.warehouse, 'ingested_days')).toMatchObject([since]);
    expect(await contentOf(run.warehouse)).toMatchObject({ top_articles, article_categories });
    await run.ingest(old.slice(2), { force: true });
    expect(await rowsOf(run.warehouse, 'ingested_days')).toMatchObject([{ checked_at: null, changed_at: null }]);
    expect(await rechecked(run, { later: 3 })).toEqual([same(oldest)]);
  });

  test.each<readonly [string, WorldRunOptions]>([
    ['was loaded without device shares', { deviceShares: false }],
    ['never had a desktop ranking then', { wikimedia: { faults: [noData(/top\/[^/]+\/desktop/)] } }],
    ['never had a mobile ranking then', { wikimedia: { faults: [noData(/mobile-web/)] } }],
  ])('no change of a day that %s', async (_, options) => {
    await using run = await started(options);
    expect(await run.ingest(old.slice(2))).toMatchObject({ verdict: 'done' });
    expect(await rechecked(run)).toEqual([same(oldest)]);
  });

  test.each([
    ['desktop', 'changed'],
    ['mobile-web', 'changed'],
    ['all-access', 'gone'],
  ])('since when the %s ranking is not there: %s', async (access, outcome) => {
    await using run = await started();
    await run.ingest(old.slice(2));
    run.wikimedia.addFault(noData(new RegExp(access)));
    expect(await rechecked(run)).toEqual([{ ...same(oldest), outcome }]);
    expect(await rowsOf(run.warehouse, 'ingested_days')).toMatchObject([{ checked_at: at(1), changed_at: at(1) }]);
  });

  test('and tells nothing of a day that another run replaces meanwhile', async () => {
    await using run = await started();
    await run.ingest(old.slice(2));
    const events: RecheckEvent[] = [];
    const ask = recheckRankings({ http: run.http, baseUrl: run.wikimedia.env.WIKIMEDIA_API_URL });
    await recheckOne(
      async (day, signal) => {
        await run.ingest(old.slice(2), { force: true, runId: 'run-2' });
        return ask(day, signal);
      },
      run.warehouse,
      { first: oldest, projects: [english] },
      optionsFor(1, events),
    );
    expect(events).toEqual([]);
    expect(await rowsOf(run.warehouse, 'ingested_days')).toMatchObject([{ run_id: 'run-2', checked_at: null }]);
  });
});

describe('recheckOne() is not stopped by', () => {
  test('a day that cannot be had: it says so, and takes the next one', async () => {
    await using run = await started();
    await run.ingest(old);
    run.wikimedia.addFault({ kind: 'truncated-json', when: { match: /2026\/11\/10/, every: 1 } });
    expect(await rechecked(run)).toMatchObject([{ type: 'recheck failed' }, same(middle)]);
  });

  test('Wikimedia asking to stay away: it says so, and asks no more', async () => {
    await using run = await started();
    await run.ingest(old);
    run.wikimedia.addFault({ kind: 'status', status: 503, retryAfter: 3600, when: { kind: 'ranking', every: 1 } });
    expect(await rechecked(run)).toMatchObject([{ type: 'recheck failed', error: { retry: 'later' } }]);
  });

  test.each(['query', 'recordRecheck'] as const)('a warehouse that fails to %s: it says so', async (broken) => {
    await using run = await started();
    await run.ingest(old.slice(2));
    const error = new UnavailableError('The warehouse is away');
    const warehouse = { ...run.warehouse, [broken]: () => Promise.reject(error) };
    expect(await rechecked(run, { warehouse })).toEqual([{ type: 'recheck failed', error }]);
  });

  test('the end of its time: the day waits for the next run', async () => {
    await using run = await started();
    await run.ingest(old);
    const stop = new AbortController();
    const events: RecheckEvent[] = [];
    const asking = async () => {
      stop.abort();
      stop.signal.throwIfAborted();
      return { found: 'nothing' } as const;
    };
    const options = { ...optionsFor(1, events), signal: stop.signal };
    const range = { first: oldest, projects: [english] };
    await recheckOne(asking, run.warehouse, range, options);
    // Nor is anybody asked once it is over.
    await recheckOne(() => Promise.reject(new TypeError('Asked')), run.warehouse, range, options);
    expect(events).toEqual([]);
    expect(await rechecked(run)).toEqual([same(oldest)]);
  });

  test('but a bug is seen', async () => {
    await using run = await started();
    await run.ingest(old.slice(2));
    const asking = () => Promise.reject(new TypeError('A bug'));
    const range = { first: oldest, projects: [english] };
    await expect(recheckOne(asking, run.warehouse, range, optionsFor(1, []))).rejects.toThrow('A bug');
  });
});

describe('recheckOne() over many runs', () => {
  const days = daysBefore('2026-09-30', 30);
  const never = (error: WikitrendsError) => Promise.reject(error);
  const later = () => never(new UnavailableError('Come back in an hour'));
  const broken = () => never(new FailedError('It cannot be read'));

  test.each([
    { what: '20 days that cannot be read', failing: 20, fail: broken, everyDays: 1, runs: 200 },
    { what: '20 days that cannot be read, once a week', failing: 20, fail: broken, everyDays: 7, runs: 200 },
    { what: 'a day that always says later', failing: 1, fail: later, everyDays: 1, runs: 500 },
    { what: 'five days that always say later', failing: 5, fail: later, everyDays: 1, runs: 500 },
  ])('gets past $what: all others have their turn', async ({ failing, fail, everyDays, runs }) => {
    await using warehouse = await openInMemory();
    await warehouse.commit(days.map((day) => dayCommit(day)));
    // The oldest ones: whoever is recorded goes behind them.
    const bad = new Set(days.slice(-failing).map(({ day }) => day));
    const recheck: Recheck = async ({ day }) => (bad.has(day) ? fail() : { found: 'rankings', matches: () => true });
    for (let i = 0; i < runs; i += 1) {
      const today = addDays(partition('2026-11-21').day, i * everyDays);
      const options = { ...optionsFor(0, []), today, now: () => new Date(`${today}T06:00:00.000Z`) };
      await recheckOne(recheck, warehouse, { first: partition('2026-01-01').day, projects: [english] }, options);
    }
    const unasked = (await rowsOf(warehouse, 'ingested_days')).filter(({ checked_at }) => checked_at === null);
    expect(new Set(unasked.map(({ view_date }) => view_date))).toEqual(bad);
  });

  test('takes a day that failed once again in the next one, as the longest not asked for', async () => {
    await using warehouse = await openInMemory();
    await warehouse.commit(days.map((day) => dayCommit(day)));
    const asked: string[] = [];
    const recheck: Recheck = async ({ day }) => {
      asked.push(day);
      return asked.length === 1 ? broken() : { found: 'rankings', matches: () => true };
    };
    const range = { first: partition('2026-01-01').day, projects: [english] };
    for (const hour of [1, 2]) await recheckOne(recheck, warehouse, range, optionsFor(hour, []));
    expect(asked).toEqual([days.at(-1)?.day, expect.anything(), days.at(-1)?.day]);
  });
});

function started(options: WorldRunOptions = {}): Promise<WorldRun> {
  return startWorldRun({ top: 5, ...options, wikimedia: { world: changingWorld(new Set()), ...options.wikimedia } });
}

/** What one call tells, at a moment later than all tests. */
async function rechecked(
  { http, wikimedia, warehouse: held }: WorldRun,
  given: {
    readonly later?: number;
    readonly first?: string;
    readonly projects?: readonly (typeof english)[];
    readonly warehouse?: Warehouse;
  } = {},
): Promise<readonly RecheckEvent[]> {
  const { later = 1, first = '2026-11-01', projects = [english], warehouse = held } = given;
  const events: RecheckEvent[] = [];
  const ask = recheckRankings({ http, baseUrl: wikimedia.env.WIKIMEDIA_API_URL });
  await recheckOne(ask, warehouse, { first: partition(first).day, projects }, optionsFor(later, events));
  return events;
}

function optionsFor(later: number, events: RecheckEvent[]): RecheckOptions {
  const { signal } = new AbortController();
  const onEvent = (event: RecheckEvent) => void events.push(event);
  return { now: () => new Date(at(later)), today: partition('2026-11-21').day, signal, retry: quick, onEvent };
}

/** So many hours after the moment of all tests. */
function at(hours: number): string {
  return new Date(now.getTime() + hours * 3_600_000).toISOString();
}

function same(view_date: string) {
  return { type: 'rechecked', project: english, view_date, outcome: 'same' };
}

function noData(match: RegExp) {
  return { kind: 'no-data', when: { match } } as const;
}
