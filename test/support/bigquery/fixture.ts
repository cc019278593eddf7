import { BigQuery, type Dataset, type Job, type JobMetadata } from '@google-cloud/bigquery';
import { PassThroughClient } from 'google-auth-library';
import { type BigQueryOptions, type BigQueryStandIn, startBigQuery } from './server.ts';

/** A stand-in with the dataset `d`, the real client to it, and the files that it can load. */
export interface Fixture extends AsyncDisposable {
  readonly server: BigQueryStandIn;
  readonly client: BigQuery;
  readonly dataset: Dataset;
  /** By name, all in the bucket `b`. */
  readonly files: Map<string, Buffer>;
  clock: number;
  /** Runs a job to its end, and gives its metadata. */
  run(configuration: NonNullable<JobMetadata['configuration']>, jobId?: string): Promise<JobMetadata>;
  /** Runs SQL to its end; rejects with the job's error, `reason: message`. */
  sql(query: string): Promise<JobMetadata>;
  /** Loads lines of JSON, made of values or given as they are, and gives the job's metadata. */
  load(table: string, lines: readonly unknown[], more?: object): Promise<JobMetadata>;
  /** Starts a job and does not wait for it. */
  start(query: string): Promise<Job>;
}

export async function openFixture(options: Partial<BigQueryOptions> = {}): Promise<Fixture> {
  const files = new Map<string, Buffer>();
  const readObject = (bucket: string, name: string) => (bucket === 'b' ? (files.get(name) ?? null) : null);
  const server = await startBigQuery({ readObject, now: () => fixture.clock, ...options });
  const client = connect(server.url);
  const fixture: Fixture = {
    server,
    client,
    dataset: client.dataset('d'),
    files,
    clock: Date.parse('2026-09-01T12:00:00Z'),
    async run(configuration, jobId) {
      const [job] = await client.createJob({ ...(jobId !== undefined && { jobId }), configuration });
      return endOf(job);
    },
    async sql(query) {
      const metadata = await fixture.run({ query: { query, useLegacySql: false } });
      const error = metadata.status?.errorResult;
      if (error) throw new Error(`${error.reason}: ${error.message}`);
      return metadata;
    },
    load(table, lines, more) {
      const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
      const name = `${files.size}.ndjson`;
      files.set(name, Buffer.from(texts.join('\n')));
      return fixture.run({ load: { ...loadOf(table, [`gs://b/${name}`]), ...more } });
    },
    async start(query) {
      const [job] = await client.createJob({ configuration: { query: { query, useLegacySql: false } } });
      return job;
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
  await client.createDataset('d');
  return fixture;
}

export function connect(apiEndpoint: string, location = 'US'): BigQuery {
  const authClient = new PassThroughClient();
  return new BigQuery({
    projectId: 'test-project',
    location,
    apiEndpoint,
    authClient,
    autoRetry: false,
    maxRetries: 0,
  });
}

/** Asks until the job has ended. */
export async function endOf(job: Job): Promise<JobMetadata> {
  for (;;) {
    const [metadata]: [JobMetadata, unknown] = await job.getMetadata();
    if (metadata.status?.state === 'DONE') return metadata;
  }
}

export function loadOf(tableId: string, sourceUris: readonly string[]) {
  return {
    sourceUris: [...sourceUris],
    sourceFormat: 'NEWLINE_DELIMITED_JSON',
    destinationTable: { projectId: 'test-project', datasetId: 'd', tableId },
    createDisposition: 'CREATE_NEVER',
    writeDisposition: 'WRITE_TRUNCATE',
    maxBadRecords: 0,
    ignoreUnknownValues: false,
  };
}
