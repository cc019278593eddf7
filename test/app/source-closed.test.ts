import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSource } from '../../function/app/source.ts';
import { parseSettings } from '../../function/config.ts';
import { loadSample } from '../support/dashboard.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a source that is closed while questions are under way answers them first', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'sample.duckdb');
  await loadSample(file);
  const settings = parseSettings({ WIKITRENDS_WAREHOUSE: `duckdb:${file}` });
  const source = await openSource(settings, { now: () => new Date() });
  const asked = [1, 2, 3].map(() => source.query('SELECT COUNT(*) FROM {{dataset}}.trending'));
  await source.close();
  const counts = (await Promise.all(asked)).map(({ rows }) => Number(rows[0]?.[0]));
  expect(counts).toEqual([counts[0], counts[0], counts[0]]);
  expect(counts[0]).toBeGreaterThan(600);
});
