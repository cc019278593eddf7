import { describe, expect, test } from 'vitest';
import { FailedError, TransientError, UnavailableError } from '../../function/core/errors.ts';
import { daysBefore } from '../support/partitions.ts';
import { type Script, type ScriptedRun, startScriptedRun } from '../support/scripted-run.ts';
import { contentOf, countOf, rowsOf } from '../support/warehouse-rows.ts';

const days = daysBefore('2026-09-10', 10);
const newestFirst = days.map(({ day }) => day);
const byThree = { commitSize: { days: 3, ms: 3_600_000 } };
const allSound: Script = () => undefined;

describe('ingest() commits', () => {
  test('many days at a time, the newest first, and what is left at the end', async () => {
    await using run = await startScriptedRun();
    const commits = recordCommits(run);
    await run.ingest(days, allSound, byThree);
    expect(commits).toEqual([
      ['2026-09-10', '2026-09-09', '2026-09-08'],
      ['2026-09-07', '2026-09-06', '2026-09-05'],
      ['2026-09-04', '2026-09-03', '2026-09-02'],
      ['2026-09-01'],
    ]);
    expect(run.asked).toEqual(newestFirst);
  });

  test('sooner when days come slowly', async () => {
    await using run = await startScriptedRun();
    const commits = recordCommits(run);
    let ms = Date.parse('2026-11-21T06:00:00Z');
    const clock = { now: () => new Date(ms), commitSize: { days: 100, ms: 30_000 } };
    const twelveSeconds: Script = () => {
      ms += 12_000;
      return undefined;
    };
    await run.ingest(days.slice(0, 5), twelveSeconds, clock);
    expect(commits.map((commit) => commit.length)).toEqual([4, 1]);
  });

  test('tells of a day only when it is committed', async () => {
    await using run = await startScriptedRun();
    await run.ingest(days.slice(0, 4), allSound, byThree);
    const told = run.events.map(({ type }) => type);
    expect(told.slice(0, told.indexOf('day')).filter((type) => type === 'read').length).toBeGreaterThanOrEqual(3);
    const withoutReads = ['planned', 'day', 'day', 'day', 'committed', 'day', 'committed'];
    expect(told.filter((type) => type !== 'read')).toEqual(withoutReads);
  });

  test('nothing and writes nothing when there is nothing to do', async () => {
    await using run = await startScriptedRun();
    const commits = recordCommits(run);
    const ending = await run.ingest([], allSound);
    expect(ending).toMatchObject({ verdict: 'done', report: { complete: true, remaining: 0, days: [] } });
    expect(commits).toEqual([]);
  });
});

describe('ingest() whose commit', () => {
  test('dies half way leaves no trace of its days, reports them as failed, and stops', async () => {
    await using run = await startScriptedRun();
    await run.ingest(days.slice(5, 7), allSound);
    const before = await contentOf(run.warehouse);
    const { connection } = run.warehouse;
    const query = connection.run.bind(connection);
    connection.run = async (sql) => {
      if (sql.endsWith('COMMIT')) throw new Error('the disk is full');
      return query(sql);
    };
    const ending = await run.ingest(days, allSound, { ...byThree, force: true });
    connection.run = query;
    expect(ending).toMatchObject({ verdict: 'failed', report: { complete: false, remaining: 10 } });
    expect(ending.report.rows).toEqual({ top_articles: 0, article_categories: 0 });
    expect(new Set(ending.report.days.map(({ outcome }) => outcome))).toEqual(new Set(['failed']));
    expect(ending.report.days[0]?.reason).toContain('the disk is full');
    expect(run.asked.length).toBeLessThan(2 + days.length);
    expect(await contentOf(run.warehouse)).toEqual(before);
  });

  test('refuses one day takes the others, before it and after', async () => {
    await using run = await startScriptedRun();
    const commit = run.warehouse.commit;
    run.warehouse.commit = async (given) => {
      if (given.some(({ ledger }) => ledger.view_date === '2026-09-05')) throw new FailedError('no more room');
      await commit(given);
    };
    const { report, verdict } = await run.ingest(days, allSound, byThree);
    expect(verdict).toBe('failed');
    const failed = report.days.filter(({ outcome }) => outcome !== 'loaded');
    expect(failed).toMatchObject([{ view_date: '2026-09-05', outcome: 'failed', reason: 'no more room' }]);
    const loaded = (await rowsOf(run.warehouse, 'ingested_days')).map(({ view_date }) => view_date);
    expect(loaded).toEqual(newestFirst.filter((day) => day !== '2026-09-05').toSorted());
  });

  test('goes out of reach while days are tried one by one ends the run for later', async () => {
    await using run = await startScriptedRun();
    const commit = run.warehouse.commit;
    run.warehouse.commit = async (given) => {
      if (given.length > 1) throw new FailedError('no more room');
      if (given.some(({ ledger }) => ledger.view_date === '2026-09-09')) throw new UnavailableError('in use');
      await commit(given);
    };
    const { report } = await run.ingest(days, allSound, byThree);
    expect(report.days.slice(0, 3).map(({ outcome }) => outcome)).toEqual(['loaded', 'failed', 'failed']);
    expect(await countOf(run.warehouse, 'ingested_days')).toBe(1);
    expect(run.asked.length).toBeLessThan(2 + days.length);
  });

  test('fails for the moment is tried again', async () => {
    await using run = await startScriptedRun();
    const commit = run.warehouse.commit;
    let tries = 0;
    run.warehouse.commit = async (given) => {
      tries += 1;
      if (tries === 1) throw new TransientError('not now');
      await commit(given);
    };
    expect(await run.ingest(days, allSound)).toMatchObject({ verdict: 'done' });
    expect(await countOf(run.warehouse, 'ingested_days')).toBe(10);
  });

  test('finds the warehouse out of reach is for later', async () => {
    await using run = await startScriptedRun();
    run.warehouse.commit = async () => {
      throw new UnavailableError('in use');
    };
    expect(await run.ingest(days, allSound)).toMatchObject({ verdict: 'later', report: { remaining: 10 } });
  });
});

describe('ingest() whose time is over', () => {
  test('commits what is read, and says how many days remain', async () => {
    await using run = await startScriptedRun();
    const stop = new AbortController();
    const until: Script = ({ day }) => {
      if (day === '2026-09-06') stop.abort();
      return undefined;
    };
    const ending = await run.ingest(days, until, { ...byThree, signal: stop.signal });
    expect(ending).toMatchObject({ verdict: 'done', report: { complete: false, remaining: 6 } });
    expect(ending.report.days.map(({ view_date }) => view_date)).toEqual(newestFirst.slice(0, 4));
    expect(await countOf(run.warehouse, 'ingested_days', `status = 'loaded'`)).toBe(4);
    const rest = await run.ingest(days, allSound);
    expect(rest).toMatchObject({ verdict: 'done', report: { complete: true, remaining: 0 } });
  });
});

/** The days of each commit, in order. */
function recordCommits({ warehouse }: ScriptedRun): readonly (readonly string[])[] {
  const commits: string[][] = [];
  const commit = warehouse.commit;
  warehouse.commit = async (days) => {
    commits.push(days.map(({ ledger }) => ledger.view_date));
    await commit(days);
  };
  return commits;
}
