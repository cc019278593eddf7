import { PassThrough } from 'node:stream';
import { runCli } from '../../function/app/cli.ts';
import { openServer } from '../../function/app/dashboard.ts';
import { parseSettings } from '../../function/config.ts';
import type { DayCommit } from '../../function/core/warehouse.ts';
import type { DashboardServer } from '../../function/dashboard/server.ts';
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';

/** Long after all days of the sample, and after those of these tests. */
const now = () => new Date('2026-11-21T06:00:00.000Z');

/** Serves a DuckDB file as `wikitrends serve` does, on any port. */
export function serveFile(file: string, clock = now): Promise<DashboardServer> {
  const settings = parseSettings({ WIKITRENDS_WAREHOUSE: `duckdb:${file}` });
  return openServer(settings, {
    now: clock,
    port: 0,
    onError: (error) => {
      throw error;
    },
  });
}

/** Loads the bundled week into a file, as a first look does, with so many articles a day. */
export async function loadSample(file: string, top = 100): Promise<void> {
  const exitCode = await runCli(['start', '--json'], {
    environment: { WIKITRENDS_WAREHOUSE: `duckdb:${file}`, WIKITRENDS_TOP: String(top) },
    now,
    signal: new AbortController().signal,
    out: new PassThrough().resume(),
    err: new PassThrough().resume(),
  });
  if (exitCode !== 0) throw new Error(`The sample could not be loaded: exit code ${exitCode}`);
}

/** Loads days into a file. */
export async function loadDays(file: string, days: readonly DayCommit[]): Promise<void> {
  const warehouse = await openDuckDb(file, 'write');
  await warehouse.commit(days);
  await warehouse.close();
}
