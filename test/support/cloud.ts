import { randomUUID } from 'node:crypto';
import { BigQuery } from '@google-cloud/bigquery';
import { PassThroughClient } from 'google-auth-library';
import { openWarehouse } from '../../function/app/open.ts';
import { parseSettings } from '../../function/config.ts';
import type { Warehouse } from '../../function/core/warehouse.ts';
import { bigQueryFields } from '../../function/schema/bigquery.ts';
import type { Table } from '../../function/schema/column.ts';
import { tables } from '../../function/schema/tables.ts';
import { inDataset, readViews } from '../../function/sql/views.ts';
import { type BigQueryOptions, type BigQueryStandIn, startBigQuery } from './bigquery/server.ts';
import { openTestBucket, type TestBucket } from './bucket.ts';
import { quick } from './quick.ts';

/** What is deployed before the program runs: a bucket, and a dataset with the tables and views. */
export interface Cloud extends AsyncDisposable {
  /** The settings that lead there. */
  readonly environment: Readonly<Record<string, string>>;
  /** Opened as the program opens it. */
  readonly warehouse: Warehouse;
  readonly bucket: TestBucket;
  /** Null where something else than the stand-in answers. */
  readonly bigQuery: BigQueryStandIn | null;
}

const project = 'test-project';

/** In stand-ins, or in what answers at BIGQUERY_API_URL and STORAGE_API_URL. */
export async function openCloud(options: Partial<BigQueryOptions> = {}): Promise<Cloud> {
  const bucket = await openTestBucket();
  const outside = process.env.BIGQUERY_API_URL;
  const bigQuery = outside === undefined ? await startBigQuery({ ...options, readObject: bucket.readObject }) : null;
  const apiUrl = outside ?? bigQuery?.url ?? '';
  const dataset = `wikitrends_${randomUUID().replaceAll('-', '')}`;
  await deploy(apiUrl, dataset);
  const environment = {
    WIKITRENDS_WAREHOUSE: `bigquery:${project}.${dataset}`,
    WIKITRENDS_ARCHIVE: `gs://${bucket.name}`,
    BIGQUERY_API_URL: apiUrl,
    STORAGE_API_URL: bucket.apiUrl,
  };
  return {
    environment,
    bucket,
    bigQuery,
    warehouse: await openWarehouse(parseSettings(environment), 'write', { now: () => new Date(), retry: quick }),
    async [Symbol.asyncDispose]() {
      await bigQuery?.close();
      await bucket[Symbol.asyncDispose]();
    },
  };
}

/** Makes the dataset, its tables and its views, as the infrastructure stack does. */
async function deploy(apiUrl: string, name: string): Promise<void> {
  const client = new BigQuery({
    projectId: project,
    location: 'US',
    apiEndpoint: apiUrl,
    authClient: new PassThroughClient(),
  });
  const [dataset] = await client.createDataset(name);
  for (const [id, table] of Object.entries<Table>(tables)) {
    await dataset.createTable(id, {
      schema: { fields: [...bigQueryFields(table)] },
      ...(table.partitionedBy && { timePartitioning: { type: 'DAY', field: table.partitionedBy } }),
      ...(table.clusteredBy && { clustering: { fields: [...table.clusteredBy] } }),
    });
  }
  for (const { name: view, sql } of readViews()) {
    await dataset.createTable(view, { view: { query: inDataset(sql, `\`${project}.${name}\``), useLegacySql: false } });
  }
}
