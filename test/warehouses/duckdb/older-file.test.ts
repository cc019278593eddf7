import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runChecks } from '../../../function/app/checks.ts';
import { readStatus } from '../../../function/app/status.ts';
import { UsageError } from '../../../function/core/errors.ts';
import { daysOf } from '../../../function/sources/warehouse/source.ts';
import { exportRelations } from '../../../function/warehouses/duckdb/export.ts';
import { type DuckDbWarehouse, openDuckDb } from '../../../function/warehouses/duckdb/warehouse.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { english, partition } from '../../support/partitions.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { rowsOf } from '../../support/warehouse-rows.ts';

const day = partition('2026-09-01');
const next = partition('2026-09-02');

describe('openDuckDb() of a file that an older version made', () => {
  test('to write adds the columns that have come since, and loads as ever', async () => {
    using folder = temporaryFolder();
    const path = await olderFile(folder.path);
    await using warehouse = await opened(path, 'write');
    expect(await rowsOf(warehouse, 'ingested_days')).toEqual([dayCommit(day).ledger]);
    const rechecked = { checked_at: '2026-11-21T06:00:00.000Z', changed_at: null };
    await warehouse.commit([dayCommit(next, { ledger: rechecked })]);
    expect(await rowsOf(warehouse, 'ingested_days')).toMatchObject([{ checked_at: null }, rechecked]);
  });

  test('to read shows its days, and says of what it lacks how to get it', async () => {
    using folder = temporaryFolder();
    const path = await olderFile(folder.path);
    await using warehouse = await opened(path, 'read');
    const [status] = await readStatus(
      warehouse,
      { since: day.day, projects: [english], onlyWanted: true },
      partition('2026-09-03').day,
    );
    expect(status?.counts).toMatchObject({ loaded: 1, pending: 1 });
    expect((await warehouse.query('SELECT view_date FROM ingested_days')).rows).toEqual([[day.day]]);
    for (const [sql, lacking] of [
      ['SELECT changed_at FROM ingested_days', 'changed_at'],
      ['SELECT * FROM wiki_data_normal', 'wiki_data_normal'],
      ["SELECT * FROM range_top(DATE '2026-09-01', DATE '2026-09-01')", 'range_top'],
    ]) {
      const asking = warehouse.query(sql ?? '');
      await expect(asking).rejects.toThrow(UsageError);
      await expect(asking).rejects.toThrow(`was made by an older version and has no ${lacking} yet: whatever loads`);
    }
    await expect(warehouse.query('SELECT nothing FROM ingested_days')).rejects.not.toThrow('an older version');
  });

  test('to read runs the checks', async () => {
    using folder = temporaryFolder();
    await using warehouse = await opened(await olderFile(folder.path), 'read');
    const wanted = { since: day.day, projects: [english], onlyWanted: false };
    const calendar = await readStatus(warehouse, wanted, partition('2026-09-21').day);
    const { days, results } = await runChecks(warehouse, calendar, [english]);
    expect(days).toBe(1);
    expect(results.filter(({ violations }) => violations.length > 0).map(({ name }) => name)).toEqual([
      'gaps',
      'stale',
    ]);
  });

  test('to push gives its days to another warehouse', async () => {
    using folder = temporaryFolder();
    await using warehouse = await opened(await olderFile(folder.path), 'read');
    const { signal } = new AbortController();
    for await (const extraction of daysOf(warehouse).extract([day], signal)) {
      expect(extraction).toMatchObject({ found: 'raw', raw: { ledger: dayCommit(day).ledger } });
    }
    expect.assertions(1);
  });

  test('to export says what it lacks', async () => {
    using folder = temporaryFolder();
    await using warehouse = await opened(await olderFile(folder.path), 'read');
    const exporting = exportRelations(warehouse, join(folder.path, 'files'), 'csv');
    await expect(exporting).rejects.toThrow(/was made by an older version and has no \w+ yet/);
  });
});

/** A file with a day, without what came later: some columns, the views and what they call. */
async function olderFile(folder: string): Promise<string> {
  const path = join(folder, 'older.duckdb');
  await using warehouse = await opened(path, 'write');
  await warehouse.commit([dayCommit(day)]);
  await warehouse.query('ALTER TABLE ingested_days DROP COLUMN checked_at');
  await warehouse.query('ALTER TABLE ingested_days DROP COLUMN changed_at');
  const { rows: views } = await warehouse.query('SELECT view_name FROM duckdb_views() WHERE NOT internal');
  for (const [name] of views) await warehouse.query(`DROP VIEW ${name}`);
  const { rows: macros } = await warehouse.query(
    'SELECT DISTINCT function_name, function_type FROM duckdb_functions() WHERE NOT internal',
  );
  for (const [name, type] of macros) {
    await warehouse.query(`DROP MACRO ${type === 'table_macro' ? 'TABLE ' : ''}main.${name}`);
  }
  return path;
}

async function opened(path: string, mode: 'read' | 'write'): Promise<DuckDbWarehouse & AsyncDisposable> {
  const warehouse = await openDuckDb(path, mode);
  return { ...warehouse, [Symbol.asyncDispose]: warehouse.close };
}
