import { describe, expect, test } from 'vitest';
import { dayCommit } from '../../support/day-commit.ts';
import { movable, openMove } from '../../support/moved-days.ts';
import { daysBefore, english, french } from '../../support/partitions.ts';
import { countOf, rowsOf } from '../../support/warehouse-rows.ts';
import { startWorldRun } from '../../support/world-run.ts';

const [friday, thursday, wednesday] = daysBefore('2026-11-20', 3);
if (friday === undefined || thursday === undefined || wednesday === undefined) throw new Error('Three days are three');
const absent = { status: 'absent', articles: 0, categories: 0, views: 0, content_hash: '', reason: 'it never came' };

describe('daysOf() gives another warehouse', () => {
  test('every row as it is, but for who recorded the day and when', async () => {
    const holes = [{ project: 'en.wikipedia', day: '2026-11-11' }];
    await using run = await startWorldRun({ top: 50, wikimedia: { holes } });
    await using move = await openMove(run.warehouse);
    const days = daysBefore('2026-11-12', 3);
    await run.ingest(days);
    const { report, verdict } = await move.move(days);
    expect(verdict).toBe('done');
    expect(report.days.map(({ outcome }) => outcome)).toEqual(['loaded', 'absent', 'loaded']);
    expect(await movable(move.target)).toEqual(await movable(run.warehouse));
    const recorded = { run_id: 'move', ingested_at: '2026-12-26T06:00:00.000Z' };
    expect(await rowsOf(move.target, 'ingested_days')).toMatchObject([recorded, recorded, recorded]);
  });

  test('what is known of its rechecks', async () => {
    await using move = await openMove();
    const rechecks = { checked_at: '2026-12-01T00:00:00.000Z', changed_at: '2026-11-30T00:00:00.000Z' };
    await move.origin.commit([dayCommit(friday, { ledger: rechecks })]);
    await move.move([friday]);
    expect(await rowsOf(move.target, 'ingested_days')).toMatchObject([rechecks]);
  });

  test('the days of several projects, in the order they are asked for', async () => {
    await using move = await openMove();
    const days = [friday, { ...friday, project: french }, thursday, { ...thursday, project: french }];
    await move.origin.commit(days.map((day) => dayCommit(day, { views: day.project === french ? 7 : 1000 })));
    const { report } = await move.move(days);
    expect(report.days.map(({ project, view_date }) => ({ project, day: view_date }))).toEqual(days);
    expect(await movable(move.target)).toEqual(await movable(move.origin));
  });

  test('one project and leaves the other', async () => {
    await using move = await openMove();
    await move.origin.commit([dayCommit(friday), dayCommit({ ...friday, project: french })]);
    await move.move([{ ...friday, project: french }]);
    for (const table of ['top_articles', 'article_categories', 'ingested_days']) {
      expect(await countOf(move.target, table, `project = '${english}'`)).toBe(0);
      expect(await countOf(move.target, table, `project = '${french}'`)).toBeGreaterThan(0);
    }
  });

  test('a day that will never come, and why', async () => {
    await using move = await openMove();
    await move.origin.commit([dayCommit(friday, { articles: 0, ledger: absent })]);
    const { report, verdict } = await move.move([friday]);
    expect(verdict).toBe('done');
    expect(report.days).toMatchObject([{ outcome: 'absent', reason: 'it never came' }]);
    expect(await movable(move.target)).toEqual(await movable(move.origin));
  });

  test('nothing that it has already, whatever is different there', async () => {
    await using move = await openMove();
    await move.origin.commit([
      dayCommit(friday),
      dayCommit(thursday, { articles: 0, ledger: absent }),
      dayCommit(wednesday),
    ]);
    await move.target.commit([dayCommit(friday, { views: 7 }), dayCommit(thursday)]);
    const before = await movable(move.target);
    const { report } = await move.move([friday, thursday]);
    expect(report).toMatchObject({ complete: true, rows: { top_articles: 0, article_categories: 0 } });
    expect(report.days.map(({ outcome }) => outcome)).toEqual(['already_loaded', 'already_loaded']);
    expect(await movable(move.target)).toEqual(before);
    const { report: rest } = await move.move([friday, thursday, wednesday]);
    expect(rest.days.map(({ outcome }) => outcome)).toEqual(['already_loaded', 'already_loaded', 'loaded']);
  });

  test('what it has not or has refused', async () => {
    await using move = await openMove();
    await move.origin.commit([dayCommit(friday), dayCommit(thursday)]);
    const refused = { status: 'refused', articles: 0, categories: 0, views: 0, reason: 'structure: none' };
    await move.target.commit([dayCommit(thursday, { articles: 0, ledger: refused })]);
    await move.move([friday, thursday]);
    expect(await movable(move.target)).toEqual(await movable(move.origin));
  });

  test('the same again when it is asked twice', async () => {
    await using move = await openMove();
    await move.origin.commit([dayCommit(friday)]);
    await move.move([friday]);
    const before = await rowsOf(move.target, 'ingested_days');
    expect(await move.move([friday], { runId: 'again' })).toMatchObject({
      report: { days: [{ outcome: 'already_loaded' }] },
    });
    expect(await rowsOf(move.target, 'ingested_days')).toEqual(before);
  });
});
