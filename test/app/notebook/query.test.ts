import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formsOf } from '../../../function/app/notebook/display.ts';
import { firstOf, queryWarehouse } from '../../../function/app/notebook/query.ts';
import { parseSettings } from '../../../function/config.ts';
import { openDuckDb } from '../../../function/warehouses/duckdb/warehouse.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const now = () => new Date();

test('queryWarehouse() gives rows by the names of their columns, shown as a table, and lets go of the file', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'days.duckdb');
  await (await openDuckDb(path, 'write')).close();
  const settings = parseSettings({ WIKITRENDS_WAREHOUSE: `duckdb:${path}` });
  const rows = await queryWarehouse(
    settings,
    "SELECT 7 AS views, CAST(NULL AS VARCHAR) AS reason, DATE '2026-09-01' AS d",
    now,
  );
  expect([...rows]).toEqual([{ views: 7, reason: null, d: '2026-09-01' }]);
  expect(formsOf(rows)['text/html']).toMatch(/>views<.*>reason<.*>d<.*>7</);
  // A writer has the file for itself, and could not open it while somebody reads.
  await (await openDuckDb(path, 'write')).close();
});

test('firstOf() is the first row, and says what to do where there is none', () => {
  expect(firstOf([{ views: 7 }, { views: 5 }])).toEqual({ views: 7 });
  expect(() => firstOf([])).toThrow('The question has no answer in what is loaded');
});
