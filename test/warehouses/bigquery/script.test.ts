import { beforeAll, describe, expect, test } from 'vitest';
import { readUnloaded } from '../../../function/app/unloaded.ts';
import { readLedger } from '../../../function/core/ledger.ts';
import { recheckOne } from '../../../function/core/recheck.ts';
import type { Table } from '../../../function/schema/column.ts';
import { tables } from '../../../function/schema/tables.ts';
import { commitScript, recheckScript, recordedSql } from '../../../function/warehouses/bigquery/script.ts';
import { awkwardTexts, dayCommit } from '../../support/day-commit.ts';
import { type Analyser, startAnalyser } from '../../support/googlesql/analyser.ts';
import { analyserProgram, notForPlatform } from '../../support/googlesql/platform.ts';
import { english, french, partition } from '../../support/partitions.ts';

/** Made by the first statement, which the analyser does not carry out. */
const lock: Table = {
  description: 'One row.',
  key: ['turn'],
  columns: { turn: { type: 'INT64', description: 'Always 1.' } },
};
const isThere = analyserProgram !== undefined;
const path = (table: string) => `\`my-project.pages.${table}\``;
const staging = { top_articles: 'staging_a', article_categories: 'staging_b' };

describe.skipIf(!isThere)(isThere ? "GoogleSQL's analyser finds nothing wrong" : notForPlatform, () => {
  let analyser: Analyser;

  beforeAll(async () => {
    const extraTables = { staging_a: tables.top_articles, staging_b: tables.article_categories, commit_lock: lock };
    analyser = await startAnalyser({ dataset: 'my-project.pages', extraTables });
    return () => analyser[Symbol.asyncDispose]();
  });

  test('with the script of a commit', async () => {
    const days = [dayCommit(partition('2026-09-02')), dayCommit(partition('2026-09-01', french))];
    await analyser.analyseScript(commitScript(days, staging, path));
  });

  test('with one that has no rows but texts of all kinds', async () => {
    const days = awkwardTexts.map((reason) =>
      dayCommit(partition('2026-09-02'), { articles: 0, ledger: { status: 'refused', reason } }),
    );
    await analyser.analyseScript(commitScript(days, {}, path));
  });

  test.each([true, false])('with the script of a recheck, whether upstream has changed: %s', async (hasChanged) => {
    for (const text of awkwardTexts) {
      const day = { project: text, view_date: '2026-09-01', run_id: text, checked_at: '2026-11-21T06:00:00.123Z' };
      await analyser.analyseScript(recheckScript({ ...day, hasChanged }, path));
      await analyser.analyse(recordedSql({ ...day, hasChanged }, path));
    }
  });

  test('with what reads the ledger', async () => {
    const asked: string[] = [];
    const query = async (sql: string) => {
      asked.push(sql);
      return { columns: [], rows: [] };
    };
    const none = async () => {};
    const warehouse = { name: '', query, commit: none, recordRecheck: async () => false, close: none };
    const { day } = partition('2026-09-01');
    await readLedger(warehouse, { first: day, last: day });
    await readLedger(warehouse, { first: day, last: day, projects: [english, french] });
    const { signal } = new AbortController();
    const recheck = () => Promise.reject(new Error('There is no day to ask for'));
    const options = { now: () => new Date(), today: day, signal };
    await recheckOne(recheck, warehouse, { first: day, projects: [english, french] }, options);
    await readUnloaded(warehouse, { range: { first: day, last: day }, projects: null, wanted: [english] });
    expect(asked).toHaveLength(4);
    for (const sql of asked) await analyser.analyse(sql);
  });
});

test('commitScript() touches no partition outside of its days', () => {
  const days = ['2026-09-03', '2026-08-30', '2026-09-01'].map((day) => dayCommit(partition(day)));
  const script = commitScript([...days, dayCommit(partition('2026-09-01', french))], staging, path);
  const deletions = script.split('\n').filter((line) => line.startsWith('DELETE'));
  expect(deletions).toHaveLength(3);
  for (const deletion of deletions) {
    expect(deletion).toContain('WHERE view_date BETWEEN DATE "2026-08-30" AND DATE "2026-09-03" AND (');
  }
});

test('commitScript() is one transaction over all three tables', () => {
  const script = commitScript([dayCommit(partition('2026-09-01'))], staging, path);
  const statements = script.split(';\n').map((statement) => statement.split(' ').slice(0, 3).join(' '));
  expect(statements).toEqual([
    'CREATE TABLE IF',
    'BEGIN TRANSACTION',
    `UPDATE ${path('commit_lock')} SET`,
    ...Object.keys(tables).map((table) => `DELETE FROM ${path(table)}`),
    ...Object.keys(tables).map((table) => `INSERT INTO ${path(table)}`),
    'COMMIT TRANSACTION',
    '',
  ]);
});
