import { describe, expect, test } from 'vitest';
import { FailedError, TransientError, UnavailableError } from '../../function/core/errors.ts';
import type { Partition } from '../../function/core/partition.ts';
import type { Extraction } from '../../function/core/source.ts';
import { daysBefore, partition } from '../support/partitions.ts';
import { type Script, sound, startScriptedRun, unsound } from '../support/scripted-run.ts';
import { contentOf, countOf, rowsOf } from '../support/warehouse-rows.ts';

const day = partition('2026-09-05');
const days = daysBefore('2026-09-05', 5);
const allSound: Script = () => undefined;

describe('ingest() of a day that fails its checks', () => {
  test('leaves no rows, says why, and tries again on the next run', async () => {
    await using run = await startScriptedRun();
    const first = await run.ingest([day], unsound);
    const reason = 'structure: 99 articles instead of 100';
    expect(first).toMatchObject({
      verdict: 'failed',
      report: { complete: false, remaining: 1, days: [{ outcome: 'refused', articles: 0, categories: 0, reason }] },
    });
    expect(await countOf(run.warehouse, 'top_articles')).toBe(0);
    expect(await countOf(run.warehouse, 'article_categories')).toBe(0);
    expect(await rowsOf(run.warehouse, 'ingested_days')).toMatchObject([
      { status: 'refused', reason, articles: 0, categories: 0, views: 0, content_hash: 'hash of 2026-09-05' },
    ]);
    const second = await run.ingest([day], allSound, { runId: 'run-2' });
    expect(second).toMatchObject({ verdict: 'done', report: { days: [{ outcome: 'loaded', reason: null }] } });
    expect(await rowsOf(run.warehouse, 'ingested_days')).toMatchObject([{ status: 'loaded', run_id: 'run-2' }]);
  });

  test('does not keep others from being loaded', async () => {
    await using run = await startScriptedRun();
    const { report } = await run.ingest(days, (one) => (one.day === '2026-09-03' ? unsound(one) : undefined));
    expect(report.days.map(({ outcome }) => outcome)).toEqual(['loaded', 'loaded', 'refused', 'loaded', 'loaded']);
  });
});

describe('ingest() never replaces loaded rows', () => {
  test.each([
    { by: 'a refused day', find: unsound, outcome: 'refused', verdict: 'failed' },
    { by: 'a vanished day', find: lacking('absent'), outcome: 'absent', verdict: 'done' },
    { by: 'a day that is late', find: lacking('pending'), outcome: 'pending', verdict: 'later' },
    { by: 'an error', find: failing(new FailedError('broken')), outcome: 'failed', verdict: 'failed' },
  ])('by $by, even when forced', async ({ find, outcome, verdict }) => {
    await using run = await startScriptedRun();
    await run.ingest([day], allSound);
    const before = await contentOf(run.warehouse);
    const ending = await run.ingest([day], find, { force: true });
    expect(ending).toMatchObject({ verdict, report: { days: [{ outcome }] } });
    expect(await contentOf(run.warehouse)).toEqual(before);
    if (outcome === 'refused' || outcome === 'absent') {
      expect(ending.report.days[0]?.reason).toContain('the rows loaded before are kept');
    }
  });
});

describe('ingest() goes by what an error says:', () => {
  test.each<{ readonly error: Error; readonly verdict: string }>([
    { error: new FailedError('Cannot read the titles'), verdict: 'failed' },
    { error: new TransientError('Cannot read the titles'), verdict: 'later' },
  ])('$error.name fails its day alone, and the run ends as $verdict', async ({ error, verdict }) => {
    await using run = await startScriptedRun();
    const broken = failing(error);
    const ending = await run.ingest(days, (one) => (one.day === '2026-09-04' ? broken(one) : undefined));
    expect(ending).toMatchObject({ verdict, report: { complete: false, remaining: 1 } });
    expect(ending.report.days.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
      'loaded null',
      'failed Cannot read the titles',
      'loaded null',
      'loaded null',
      'loaded null',
    ]);
    expect(await countOf(run.warehouse, 'ingested_days')).toBe(4);
  });

  test('days that fail for good and days that may come later end the run as failed', async () => {
    await using run = await startScriptedRun();
    const errors = new Map<string, Error>([
      ['2026-09-05', new FailedError('broken')],
      ['2026-09-03', new TransientError('No answer')],
    ]);
    const ending = await run.ingest(days, (one) => {
      const error = errors.get(one.day);
      return error && failing(error)(one);
    });
    expect(ending).toMatchObject({ verdict: 'failed', report: { complete: false, remaining: 2 } });
  });

  test('whoever asks to stay away (UnavailableError) ends the run at once, and what is whole is committed', async () => {
    await using run = await startScriptedRun();
    const away = failing(new UnavailableError('Stay away'));
    const ending = await run.ingest(days, (one) => (one.day === '2026-09-03' ? away(one) : undefined));
    expect(ending).toMatchObject({ verdict: 'later', report: { complete: false, remaining: 3 } });
    expect(ending.report.days.map(({ outcome }) => outcome)).toEqual(['loaded', 'loaded', 'failed']);
    expect(run.asked).toEqual(['2026-09-05', '2026-09-04', '2026-09-03']);
    expect(await countOf(run.warehouse, 'ingested_days')).toBe(2);
  });

  test('a bug is seen, and what is whole is committed', async () => {
    await using run = await startScriptedRun();
    const bug = new TypeError('undefined is not a function');
    const ingesting = run.ingest(days, (one) => (one.day === '2026-09-03' ? failing(bug)(one) : undefined));
    await expect(ingesting).rejects.toBe(bug);
    expect(await countOf(run.warehouse, 'ingested_days')).toBe(2);
  });
});

describe('ingest() notes a day whose views are far from its neighbours', () => {
  const odd = (one: Partition) => sound(one, { views: one.day === '2026-09-02' ? 1_000_000 : 1000 });

  test('and loads it all the same', async () => {
    await using run = await startScriptedRun();
    const { report, verdict } = await run.ingest(days, odd);
    expect(verdict).toBe('done');
    const said = 'volume: 1000000 views are 1.0e+3 times the median of 3 loaded neighbours (1000)';
    expect(report.days.map(({ reason }) => reason)).toEqual([null, null, null, said, null]);
    expect((await rowsOf(run.warehouse, 'ingested_days')).map(({ reason }) => reason).toReversed()).toEqual([
      null,
      null,
      null,
      said,
      null,
    ]);
  });

  test('by the days of earlier runs, on both sides', async () => {
    await using run = await startScriptedRun();
    await run.ingest([partition('2026-09-09'), partition('2026-09-03'), partition('2026-08-27')], odd);
    const { report } = await run.ingest([partition('2026-09-02')], odd);
    expect(report.days[0]?.reason).toContain('the median of 3 loaded neighbours');
  });
});

function lacking(found: 'absent' | 'pending'): (one: Partition) => Extraction<never> {
  return (one) => ({ partition: one, found, reason: 'There is none' });
}

function failing(error: Error): (one: Partition) => Extraction<never> {
  return (one) => ({ partition: one, found: 'error', error });
}
