import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepare } from '../../function/app/prepare.ts';
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { holdWarehouse } from '../support/other-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('prepare() closes a warehouse that does not take a statement: others can have its file', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'days.duckdb');
  const warehouse = await openDuckDb(file, 'write');
  await expect(prepare(warehouse, ['SET threads = 1', "SET nothing_of_that_name = 'x'"])).rejects.toThrow(
    'nothing_of_that_name',
  );
  await using _other = await holdWarehouse(file, '2026-11-19');
});
