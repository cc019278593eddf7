import { randomUUID } from 'node:crypto';
import { BigQuery } from '@google-cloud/bigquery';
import { Storage } from '@google-cloud/storage';
import { openWarehouse } from '../../function/app/open.ts';
import { parseSettings } from '../../function/config.ts';
import type { Warehouse } from '../../function/core/warehouse.ts';
import { signIn } from '../../function/google/sign-in.ts';
import { bigQueryFields } from '../../function/schema/bigquery.ts';
import type { Table } from '../../function/schema/column.ts';
import { tables } from '../../function/schema/tables.ts';
import { readTableFunctions } from '../../function/sql/table-functions.ts';
import { inDataset, readViews } from '../../function/sql/views.ts';
import { type BigQueryOptions, type BigQueryStandIn, startBigQuery } from './bigquery/server.ts';
import { quick } from './quick.ts';
import { type StorageOptions, type StorageStandIn, startStorage } from './storage/server.ts';

/** What is deployed before the program runs: a bucket, and a dataset with the tables, views and table functions. */
export interface Deployment {
  /** The settings that lead there. */
  readonly environment: Readonly<Record<string, string>>;
  readonly bucket: string;
  readonly dataset: string;
  /** Opened as the program opens it. */
  readonly warehouse: Warehouse;
}

export interface CloudOptions {
  readonly storage?: StorageOptions;
  readonly bigQuery?: Partial<BigQueryOptions>;
}

/** Cloud Storage and BigQuery, as stand-ins. */
export interface CloudServers extends AsyncDisposable {
  readonly storage: StorageStandIn;
  readonly bigQuery: BigQueryStandIn;
  /** Makes a bucket and a dataset of their own. */
  deploy(options?: { readonly now?: () => Date }): Promise<Deployment>;
}

export async function openCloudServers(options: CloudOptions = {}): Promise<CloudServers> {
  const storage = await startStorage(options.storage);
  const bigQuery = await startBigQuery({ ...options.bigQuery, readObject: storage.read });
  return {
    storage,
    bigQuery,
    deploy: ({ now } = {}) => deploy({ ...bigQuery.env, ...storage.env }, now),
    async [Symbol.asyncDispose]() {
      await bigQuery.close();
      await storage.close();
    },
  };
}

/** A deployment in stand-ins of its own, or in what answers at BIGQUERY_API_URL and STORAGE_API_URL. */
export async function openCloud(options: CloudOptions = {}): Promise<Deployment & AsyncDisposable> {
  const { BIGQUERY_API_URL, STORAGE_API_URL } = process.env;
  if (BIGQUERY_API_URL !== undefined && STORAGE_API_URL !== undefined) {
    return { ...(await deploy({ BIGQUERY_API_URL, STORAGE_API_URL })), async [Symbol.asyncDispose]() {} };
  }
  const servers = await openCloudServers(options);
  return { ...(await servers.deploy()), [Symbol.asyncDispose]: () => servers[Symbol.asyncDispose]() };
}

interface Endpoints {
  readonly BIGQUERY_API_URL: string;
  readonly STORAGE_API_URL: string;
}

const project = 'test-project';

/** As the infrastructure stack does. */
async function deploy(endpoints: Endpoints, now = () => new Date()): Promise<Deployment> {
  const id = randomUUID().replaceAll('-', '');
  const [bucket, dataset] = [`wikitrends-${id}`, `wikitrends_${id}`];
  const credentials = await signIn(endpoints.STORAGE_API_URL);
  const storage = new Storage({ apiEndpoint: endpoints.STORAGE_API_URL, projectId: project, authClient: credentials });
  await storage.createBucket(bucket);
  await createDataset(endpoints.BIGQUERY_API_URL, dataset);
  const environment = {
    ...endpoints,
    WIKITRENDS_WAREHOUSE: `bigquery:${project}.${dataset}`,
    WIKITRENDS_ARCHIVE: `gs://${bucket}`,
  };
  const warehouse = await openWarehouse(parseSettings(environment), 'write', { now, retry: quick });
  return { environment, bucket, dataset, warehouse };
}

async function createDataset(apiUrl: string, name: string): Promise<void> {
  const authClient = await signIn(apiUrl);
  const client = new BigQuery({ projectId: project, location: 'US', apiEndpoint: apiUrl, authClient });
  const [dataset] = await client.createDataset(name);
  for (const [id, table] of Object.entries<Table>(tables)) {
    await dataset.createTable(id, {
      schema: { fields: [...bigQueryFields(table.columns)] },
      ...(table.partitionedBy && { timePartitioning: { type: 'DAY', field: table.partitionedBy } }),
      ...(table.clusteredBy && { clustering: { fields: [...table.clusteredBy] } }),
    });
  }
  for (const { name: view, sql } of readViews()) {
    const query = inDataset(sql, `\`${project}\`.\`${name}\``);
    await dataset.createTable(view, { view: { query, useLegacySql: false } });
  }
  for (const { name: routine, description, parameters, sql } of readTableFunctions()) {
    await dataset.createRoutine(routine, {
      routineType: 'TABLE_VALUED_FUNCTION',
      language: 'SQL',
      description,
      arguments: Object.entries(parameters).map(([parameter, { type }]) => ({
        name: parameter,
        dataType: { typeKind: type },
      })),
      definitionBody: inDataset(sql, `\`${project}\`.\`${name}\``),
    });
  }
}
