import { describe, expect, test } from 'vitest';
import { openFolderArchive } from '../../../function/archive/folder.ts';
import { UsageError } from '../../../function/core/errors.ts';
import { parseProject, partitionsOf } from '../../../function/core/partition.ts';
import { derive } from '../../support/derive.ts';
import { daysBefore, english, french, partition } from '../../support/partitions.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { contentOf, countOf, rowsOf } from '../../support/warehouse-rows.ts';
import type { Fault } from '../../support/wikimedia/faults.ts';
import { startWorldRun, type WorldRun } from '../../support/world-run.ts';

const days = daysBefore('2024-03-31', 8);
const top = 10;

const troubles = [
  { trouble: '503', verdict: 'later', fault: { kind: 'status', status: 503 } },
  { trouble: 'half an answer', verdict: 'later', fault: { kind: 'truncated-json' } },
  { trouble: '400', verdict: 'failed', fault: { kind: 'status', status: 400 } },
] as const;

describe.each(troubles)('topArticles() of rankings that stay unreadable ($trouble)', ({ verdict, fault }) => {
  const unreadable = (...dates: readonly string[]): Fault => {
    const path = new RegExp(`all-access/2024/03/(${dates.join('|')})$`);
    return { ...fault, when: { kind: 'ranking', match: path, every: 1 } };
  };

  test.each([
    { which: 'one day', dates: ['29'] },
    { which: 'two days in a row, twice', dates: ['31', '30', '28', '27'] },
    { which: 'the last two', dates: ['25', '24'] },
  ])('loads all but $which', async ({ dates }) => {
    await using run = await startWorldRun({ top, wikimedia: { faults: [unreadable(...dates)] } });
    const ending = await run.ingest(days);
    expect(ending).toMatchObject({ verdict, report: { complete: false, remaining: dates.length } });
    const outcomes = days.map(({ day }) => (dates.includes(day.slice(-2)) ? 'failed' : 'loaded'));
    expect(ending.report.days.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(await countOf(run.warehouse, 'ingested_days')).toBe(days.length - dates.length);
  });

  test('gives up after three days in a row, keeps the newer ones, and leaves the older ones for the next run', async () => {
    await using run = await startWorldRun({ top, wikimedia: { faults: [unreadable('30', '29', '28')] } });
    const ending = await run.ingest(days);
    expect(ending).toMatchObject({ verdict, report: { complete: false, remaining: 7 } });
    expect(ending.report.days.map(({ outcome }) => outcome)).toEqual(['loaded', 'failed', 'failed', 'failed']);
    expect(await rowsOf(run.warehouse, 'ingested_days')).toMatchObject([{ view_date: '2024-03-31' }]);
  });
});

test('topArticles() asks for little of a long range when nobody answers', async () => {
  const nobody: Fault = { kind: 'status', status: 400, when: { kind: 'ranking', every: 1 } };
  await using run = await startWorldRun({ top, wikimedia: { faults: [nobody] } });
  const ending = await run.ingest(daysBefore('2024-03-31', 300));
  expect(ending).toMatchObject({ verdict: 'failed', report: { remaining: 300 } });
  expect(ending.report.days).toHaveLength(3);
  // Three lists of each day, of the three that fail and of the ten that are begun ahead of them.
  expect(run.wikimedia.requests.length).toBeLessThanOrEqual(1 + 3 * 13);
});

test('topArticles() of two wikis gives up after as many days in a row for each', async () => {
  const [first, last] = [partition('2024-03-22').day, partition('2024-03-31').day];
  const nobody: Fault = { kind: 'status', status: 400, when: { kind: 'ranking', every: 1 } };
  await using run = await startWorldRun({ top, wikimedia: { faults: [nobody] } });
  const ending = await run.ingest(partitionsOf([english, french], first, last));
  expect(ending).toMatchObject({ verdict: 'failed', report: { remaining: 20 } });
  expect(ending.report.days).toHaveLength(6);
});

test('topArticles() from an archive goes on after any number of days that are not there', async () => {
  using folder = temporaryFolder();
  const archive = await openFolderArchive(folder.path, 'write');
  await using run = await startWorldRun({ top, archive });
  await run.ingest(daysBefore('2024-03-27', 2));
  await using derived = await derive(archive, days.slice(0, 6), { top });
  const outcomes = derived.ending.report.days.map(({ outcome }) => outcome);
  expect(outcomes).toEqual(['failed', 'failed', 'failed', 'failed', 'loaded', 'loaded']);
});

describe('topArticles() of a wiki that says nothing of itself', () => {
  const silent = (fault: (typeof troubles)[number]['fault']): Fault => ({
    ...fault,
    when: { kind: 'siteinfo', match: /fr\.wikipedia/, every: 1 },
  });

  describe.each(troubles)('($trouble)', ({ verdict, fault }) => {
    test.each([[[english, french]], [[french, english]]])('fails its own days alone: %s', async (projects) => {
      await using run = await startWorldRun({ top, wikimedia: { faults: [silent(fault)] } });
      const [first, last] = [partition('2024-03-27').day, partition('2024-03-31').day];
      const ending = await run.ingest(partitionsOf(projects, first, last));
      expect(ending).toMatchObject({ verdict, report: { complete: false, remaining: 5 } });
      for (const { project, outcome, reason } of ending.report.days) {
        expect(outcome).toBe(project === english ? 'loaded' : 'failed');
        if (project === french) expect(reason).toContain('fr.wikipedia/w/api.php');
      }
      expect(rankingsOf(run, english)).toHaveLength(3 * 5);
      expect(rankingsOf(run, french)).toEqual([]);
      expect(await countOf(run.warehouse, 'ingested_days', `project = 'en.wikipedia'`)).toBe(5);
      expect(await countOf(run.warehouse, 'ingested_days')).toBe(5);
    });
  });

  test('gets its days on the next run', async () => {
    const once = silent({ kind: 'status', status: 400 });
    await using run = await startWorldRun({ top, wikimedia: { faults: [{ ...once, times: 1 }] } });
    const both = [partition('2024-03-31'), partition('2024-03-31', french)];
    expect(await run.ingest(both)).toMatchObject({ verdict: 'failed', report: { remaining: 1 } });
    expect(await run.ingest(both)).toMatchObject({ verdict: 'done', report: { complete: true } });
    expect(await countOf(run.warehouse, 'ingested_days')).toBe(2);
  });

  test('does not hide that another one is unknown, and nothing is recorded', async () => {
    await using run = await startWorldRun({
      top,
      wikimedia: { faults: [silent({ kind: 'status', status: 503 })] },
    });
    const projects = [french, english, parseProject('xx.wikipedia')];
    const ingesting = run.ingest(projects.map((project) => partition('2024-03-31', project)));
    await expect(ingesting).rejects.toThrow(UsageError);
    await expect(ingesting).rejects.toThrow('There is no wiki "xx.wikipedia"');
    expect(await contentOf(run.warehouse)).toEqual({ top_articles: [], article_categories: [], ingested_days: [] });
    expect(run.wikimedia.requests.filter(({ kind }) => kind === 'ranking')).toEqual([]);
  });
});

function rankingsOf({ wikimedia }: WorldRun, project: string): readonly unknown[] {
  return wikimedia.requests.filter((request) => request.kind === 'ranking' && request.project === project);
}
