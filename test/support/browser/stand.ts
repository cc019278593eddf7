import { join } from 'node:path';
import type { DayCommit } from '../../../function/core/warehouse.ts';
import { loadDays, serveFile } from '../dashboard.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { startBrowser } from './browser.ts';
import { openReader, type Reader, type Sight } from './reader.ts';

/** A dashboard that is served, and a browser to look at it with. */
export interface Stand extends AsyncDisposable {
  readonly url: string;
  openReader(sight?: Sight): Promise<Reader>;
  /** Loads more beside the server, long enough after its last look at the ledger. */
  loadMore(days: readonly DayCommit[]): Promise<void>;
}

/** Serves what `load` puts into a file. */
export async function openStand(load: (file: string) => Promise<void>): Promise<Stand> {
  const folder = temporaryFolder();
  const file = join(folder.path, 'dashboard.duckdb');
  const [browser] = await Promise.all([startBrowser(), load(file)]);
  let time = Date.parse('2026-11-21T06:00:00.000Z');
  const server = await serveFile(file, () => new Date(time));
  return {
    url: server.url,
    openReader: (sight) => openReader(browser, server.url, sight),
    async loadMore(days) {
      await loadDays(file, days);
      time += 60_000;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}
