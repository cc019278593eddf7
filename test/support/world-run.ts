import type { Archive } from '../../function/core/archive.ts';
import { type IngestOptions, ingest } from '../../function/core/ingest.ts';
import type { Partition } from '../../function/core/partition.ts';
import type { Ending } from '../../function/core/report.ts';
import type { Source } from '../../function/core/source.ts';
import { createHttpClient, type HttpClient, type HttpClientOptions } from '../../function/http/client.ts';
import type { RawDay } from '../../function/sources/top-articles/raw.ts';
import { topArticles } from '../../function/sources/top-articles/source.ts';
import { type DuckDbWarehouse, openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { quick } from './quick.ts';
import { rememberedWorld } from './remembered.ts';
import { startWikimedia, type Wikimedia, type WikimediaOptions } from './wikimedia/server.ts';

/** The moment at which every test runs. */
export const now = new Date('2026-11-21T06:00:00.000Z');
/** The newest day there is then. */
export const yesterday = '2026-11-20';

/** One for all tests of a file: to make a ranking up takes longer than to load it. */
const world = rememberedWorld();

export interface WorldRunOptions {
  readonly wikimedia?: Omit<WikimediaOptions, 'seed'>;
  readonly client?: Partial<HttpClientOptions>;
  readonly archive?: Archive;
  readonly top?: number;
  readonly deviceShares?: boolean;
  /** A file; in memory unless given. */
  readonly path?: string;
}

/** A stand-in for Wikimedia, a source that asks it, and a warehouse for what it answers. */
export interface WorldRun extends AsyncDisposable {
  readonly wikimedia: Wikimedia;
  readonly http: HttpClient;
  readonly source: Source<RawDay>;
  readonly warehouse: DuckDbWarehouse;
  ingest(partitions: readonly Partition[], options?: Partial<IngestOptions>): Promise<Ending>;
}

export async function startWorldRun(options: WorldRunOptions = {}): Promise<WorldRun> {
  const wikimedia = await startWikimedia({ recorded: null, lastDay: yesterday, world, ...options.wikimedia });
  const warehouse = await openDuckDb(options.path ?? ':memory:', 'write');
  const http = createHttpClient({
    token: null,
    userAgent: 'wikitrends-test/1.0 (operator@wikitrends.test)',
    // Tests of the rate itself set one.
    requestsPerMinute: 1_000_000,
    concurrency: 3,
    retry: quick,
    ...options.client,
  });
  const { top = 100, deviceShares = true } = options;
  const source = topArticles(
    { top, deviceShares },
    {
      from: 'wikimedia',
      archive: options.archive ?? null,
      http,
      wikimediaApiUrl: wikimedia.env.WIKIMEDIA_API_URL,
      mediawikiApiUrl: wikimedia.env.MEDIAWIKI_API_URL,
      now: () => now,
    },
  );
  return {
    wikimedia,
    http,
    source,
    warehouse,
    ingest: (partitions, more) =>
      ingest(source, warehouse, partitions, {
        runId: 'run-1',
        now: () => now,
        retry: quick,
        requests: http.sent,
        ...more,
      }),
    async [Symbol.asyncDispose]() {
      await http.close();
      await warehouse.close();
      await wikimedia.close();
    },
  };
}
