import type { BigQuery, TableField } from '@google-cloud/bigquery';
import { Storage } from '@google-cloud/storage';
import { PassThroughClient } from 'google-auth-library';
import Type from 'typebox';
import { parserOf } from '../../function/core/shape.ts';
import { at, type Config, configOf, ofType, type Stack } from './stack.ts';

const parseFields = parserOf(
  Type.Array(
    Type.Object({
      name: Type.String(),
      type: Type.String(),
      mode: Type.String(),
      description: Type.String(),
    }),
  ),
);

/** The columns that the stack gives to a table or a view. */
export function fieldsOf({ schema }: Config) {
  return parseFields(JSON.parse(String(schema)), (problem) => new Error(`No schema: ${problem}`));
}

/** Makes in the stand-ins what Terraform would make of the dataset, its tables and views, and the archive. */
export async function makeData(stack: Stack, bigQuery: BigQuery, storageApiUrl: string): Promise<void> {
  const [projectId, authClient] = [bigQuery.projectId, new PassThroughClient()];
  const storage = new Storage({ apiEndpoint: storageApiUrl, projectId, authClient });
  await storage.createBucket(String(configOf(stack, 'google_storage_bucket.archive').name));
  const { dataset_id } = configOf(stack, 'google_bigquery_dataset.dataset');
  const [dataset] = await bigQuery.createDataset(String(dataset_id));
  const relations = ofType(stack, 'google_bigquery_table');
  // Terraform would wait for what a view depends on: every table, here.
  for (const { config } of relations.toSorted((a, b) => Number('view' in a.config) - Number('view' in b.config))) {
    await dataset.createTable(String(config.table_id), 'view' in config ? viewOf(config) : tableOf(config));
  }
}

function tableOf(config: Config) {
  const fields: TableField[] = [...fieldsOf(config)];
  return {
    schema: { fields },
    timePartitioning: { type: 'DAY', field: String(at(config, 'time_partitioning.field')) },
    clustering: { fields: Object.values(Object(config.clustering)).map(String) },
  };
}

function viewOf(config: Config) {
  return { view: { query: String(at(config, 'view.query')), useLegacySql: false } };
}
