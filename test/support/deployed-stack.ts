import type { BigQuery, TableField } from '@google-cloud/bigquery';
import { Storage } from '@google-cloud/storage';
import { PassThroughClient } from 'google-auth-library';
import Type from 'typebox';
import { parserOf } from '../../function/core/shape.ts';
import { at, type Config, configOf, ofType, type Resource, type Stack } from './stack.ts';

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
  for (const { config } of inOrder(ofType(stack, 'google_bigquery_table'))) {
    await dataset.createTable(String(config.table_id), 'view' in config ? viewOf(config) : tableOf(config));
  }
  for (const { config } of ofType(stack, 'google_bigquery_routine')) {
    await dataset.createRoutine(String(config.routine_id), routineOf(config));
  }
}

/** Tables and views as Terraform makes them: each after those of them that it depends on. */
export function inOrder(relations: readonly Resource[]): readonly Resource[] {
  const made: Resource[] = [];
  const addressOf = ({ type, name }: Resource) => `${type}.${name}`;
  for (let left = relations; left.length > 0; left = left.filter((relation) => !made.includes(relation))) {
    const awaited = left.map(addressOf);
    const ready = left.filter(({ config }) =>
      Object.values(Object(config.depends_on)).every((address) => !awaited.includes(String(address))),
    );
    if (ready.length === 0) throw new Error(`These wait for one another: ${awaited.join(', ')}`);
    made.push(...ready);
  }
  return made;
}

function routineOf(config: Config) {
  const [routineType, language] = ['TABLE_VALUED_FUNCTION', 'SQL'] as const;
  if (config.routine_type !== routineType || config.language !== language) {
    throw new Error(`${config.routine_id} is a ${config.routine_type} in ${config.language}`);
  }
  return {
    routineType,
    language,
    description: String(config.description),
    arguments: Object.values(Object(config.arguments)).map((argument) => ({
      name: String(at(argument, 'name')),
      dataType: JSON.parse(String(at(argument, 'data_type'))),
    })),
    definitionBody: String(config.definition_body),
  };
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
