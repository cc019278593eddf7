import { join } from 'node:path';
import { serveFile } from '../dashboard.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { startBrowser } from './browser.ts';
import { openReader, type Reader, type Sight } from './reader.ts';

/** A dashboard that is served, and a browser to look at it with. */
export interface Stand extends AsyncDisposable {
  readonly url: string;
  openReader(sight?: Sight): Promise<Reader>;
}

/** Serves what `load` puts into a file. */
export async function openStand(load: (file: string) => Promise<void>): Promise<Stand> {
  const folder = temporaryFolder();
  const file = join(folder.path, 'dashboard.duckdb');
  const [browser] = await Promise.all([startBrowser(), load(file)]);
  const server = await serveFile(file);
  return {
    url: server.url,
    openReader: (sight) => openReader(browser, server.url, sight),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}
