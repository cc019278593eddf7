import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Mode, openWarehouse } from '../../function/app/open.ts';
import { parseSettings } from '../../function/config.ts';
import { UnavailableError } from '../../function/core/errors.ts';
import { holdWarehouse } from '../support/other-process.ts';
import { quick } from '../support/quick.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test.each<readonly [Mode, readonly number[]]>([
  ['write', [1, 2]],
  ['read', []],
  ['read or empty', []],
])('openWarehouse() to %s a file that stays in use gives up after these tries: %j', async (mode, expected) => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'held.duckdb');
  await using _other = await holdWarehouse(file, '2026-11-19');
  const tries: number[] = [];
  const opening = openWarehouse(parseSettings({ WIKITRENDS_WAREHOUSE: `duckdb:${file}` }), mode, {
    now: () => new Date(),
    retry: quick,
    onRetry: (_error, count) => tries.push(count),
  });
  await expect(opening).rejects.toThrow(UnavailableError);
  expect(tries).toEqual(expected);
});
