import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { takeBodiesAsBytes } from '../../function/app/service/bodies.ts';
import { createService } from '../../function/app/service/service.ts';
import type { RetryPolicy } from '../../function/core/retry.ts';
import { type Answered, ask, type Call } from './function-call.ts';
import { quick } from './quick.ts';
import { rememberedWorld } from './remembered.ts';
import { startWikimedia, type Wikimedia, type WikimediaOptions } from './wikimedia/server.ts';
import { now, yesterday } from './world-run.ts';

/** Short lists: what the function makes of a run matters here, not how long one takes. */
const world = rememberedWorld({ entries: 60 });

export type LogLine = Readonly<Record<string, unknown>>;

/** The function `ingest`, served by the functions framework in this process, at the moment `now`. */
export interface ServedFunction extends AsyncDisposable {
  readonly url: string;
  readonly wikimedia: Wikimedia;
  /** A folder of its own, where its warehouse is unless the environment has another. */
  readonly folder: string;
  /** The file of that warehouse. */
  readonly warehouse: string;
  /** All of its settings. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it wrote so far, a JSON object a line. */
  log(): readonly LogLine[];
  /** Calls it with a query string, or more than that; no answer may tell what is nobody's business. */
  call(request?: string | Call): Promise<Answered>;
}

export type ServeOptions = Omit<WikimediaOptions, 'now' | 'requestsPerMinute'> & {
  /** More settings, or others. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  readonly retry?: RetryPolicy;
};

export const contact = 'tests@wikitrends.invalid';

export async function serveFunction(options: ServeOptions = {}): Promise<ServedFunction> {
  const { environment: more, now: clock = () => now, retry = quick, ...ofWikimedia } = options;
  const folder = await mkdtemp(join(tmpdir(), 'wikitrends-'));
  const warehouse = join(folder, 'wikitrends.duckdb');
  const wikimedia = await startWikimedia({ recorded: null, lastDay: yesterday, world, ...ofWikimedia });
  const lines: string[] = [];
  const environment = {
    ...wikimedia.env,
    WIKITRENDS_CONTACT: contact,
    // The stand-in sets no limit unless a test wants one.
    WIKITRENDS_REQUESTS_PER_MINUTE: '1000000',
    WIKITRENDS_TOP: '5',
    WIKITRENDS_SINCE: '2026-11-17',
    WIKITRENDS_WAREHOUSE: `duckdb:${warehouse}`,
    ...more,
  };
  const service = createService({
    environment,
    now: clock,
    write: (line) => void lines.push(line),
    retry,
  });
  // The framework knows the functions of a process by name, for good.
  const name = `ingest-${randomUUID()}`;
  http(name, service.handle);
  const server = getTestServer(name);
  takeBodiesAsBytes((meant) => meant === server);
  const url = await listen(server);
  return {
    url,
    wikimedia,
    folder,
    warehouse,
    environment,
    log: () => lines.map(parseLine),
    call: (request = '') => ask(url, request, [folder, contact, wikimedia.url]),
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await service.close();
      await wikimedia.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Cloud Logging takes a line of stdout for an entry. */
export function parseLine(line: string): LogLine {
  if (line.indexOf('\n') !== line.length - 1) throw new TypeError(`Not one line of a log: ${line}`);
  const entry: unknown = JSON.parse(line);
  if (entry instanceof Object && !Array.isArray(entry)) return { ...entry };
  throw new TypeError(`Not a line of a log: ${line}`);
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${address instanceof Object ? address.port : ''}`;
}
