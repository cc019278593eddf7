import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openServer } from '../../function/app/dashboard.ts';
import { parseSettings } from '../../function/config.ts';
import { loadDays } from '../support/dashboard.ts';
import { dayCommit } from '../support/day-commit.ts';
import { holdWarehouse } from '../support/other-process.ts';
import { partition } from '../support/partitions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a file that is served can be written soon after the last question, and what is kept is answered meanwhile', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'days.duckdb');
  await loadDays(file, [dayCommit(partition('2026-11-18'))]);
  const errors: unknown[] = [];
  await using server = await openServer(parseSettings({ WIKITRENDS_WAREHOUSE: `duckdb:${file}` }), {
    now: () => new Date(),
    port: 0,
    onError: (error) => void errors.push(error),
  });
  const ask = (path: string) => fetch(`${server.url}/api/v1/${path}`);
  const kept = await (await ask('top')).text();

  // Refused for as long as the file is open here.
  await using writer = await vi.waitFor(() => holdWarehouse(file, '2026-11-19'), { timeout: 20_000, interval: 300 });
  expect(await (await ask('top')).text()).toBe(kept);
  expect(errors).toEqual([]);
  const refused = await ask('trending');
  expect({ status: refused.status, again: refused.headers.get('retry-after') }).toEqual({ status: 503, again: '5' });
  expect(await refused.text()).not.toContain(folder.path);
  expect(errors).toEqual([expect.objectContaining({ name: 'UnavailableError' })]);

  await writer.end();
  expect((await ask('trending')).status).toBe(200);
  const newest = async () => (await ask('top')).json();
  await expect.poll(newest, { timeout: 10_000 }).toMatchObject({ view_date: '2026-11-19', status: 'loaded' });
});
