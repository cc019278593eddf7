import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWarehouseReader } from '../../function/app/warehouse-reader.ts';
import { parseSettings } from '../../function/config.ts';
import { UnavailableError } from '../../function/core/errors.ts';
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { loadSample } from '../support/dashboard.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a reader that is closed answers the question under way, and gives up those that wait for their turn', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'sample.duckdb');
  await loadSample(file);
  const settings = parseSettings({ WIKITRENDS_WAREHOUSE: `duckdb:${file}` });
  const reader = await openWarehouseReader(settings, { now: () => new Date() });
  const ask = () => reader.query('SELECT COUNT(*) FROM {{dataset}}.trending');
  await ask();
  const [underWay, ...waiting] = [ask(), ask(), ask()];
  const ended = Promise.allSettled(waiting);
  await reader.close();
  expect(Number((await underWay)?.rows[0]?.[0])).toBeGreaterThan(600);
  const givenUp = { status: 'rejected', reason: expect.any(UnavailableError) };
  expect(await ended).toEqual([givenUp, givenUp]);
  await expect(ask()).rejects.toThrow(UnavailableError);
  // Nothing has opened it again.
  await (await openDuckDb(file, 'write')).close();
});
