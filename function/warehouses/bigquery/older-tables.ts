import type { BigQuery } from '@google-cloud/bigquery';
import Type from 'typebox';
import { FailedError, WikitrendsError } from '../../core/errors.ts';
import { parserOf } from '../../core/shape.ts';
import { callGoogle, type Patience } from '../../google/call.ts';
import type { NotUnderstoodError } from '../../google/errors.ts';
import { tables } from '../../schema/tables.ts';

interface Place {
  readonly client: BigQuery;
  readonly dataset: string;
  readonly patience: Patience;
}

/** https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/tables#TableSchema */
const parseTable = parserOf(
  Type.Object({ schema: Type.Object({ fields: Type.Array(Type.Object({ name: Type.String() })) }) }),
);

/**
 * Explains an error for a column of the ledger that is not there because an older version deployed it. BigQuery itself is
 * asked which columns there are: its message alone would make an old table of a typing error.
 */
export async function explainOlderTables(error: NotUnderstoodError, place: Place): Promise<WikitrendsError> {
  const lacking = await lackingColumns(place);
  const named = lacking.find((column) => new RegExp(`\\b${column}\\b`).test(error.message));
  if (named === undefined) return error;
  const name = `bigquery:${place.client.projectId}.${place.dataset}`;
  return new FailedError(
    `${error.message}; the tables of ${name} are older than this program and have no ${named} yet: deploy the infrastructure stack again`,
    { cause: error },
  );
}

/** None where they cannot be read: what went wrong first is what is told then. */
async function lackingColumns({ client, dataset, patience }: Place): Promise<readonly string[]> {
  try {
    const ledger = () => client.dataset(dataset).table('ingested_days').getMetadata();
    const [metadata] = await callGoogle(`read the columns of ${dataset}.ingested_days`, ledger, patience);
    const { schema } = parseTable(metadata, (problem) => new FailedError(problem));
    const held = new Set(schema.fields.map(({ name }) => name));
    return Object.keys(tables.ingested_days.columns).filter((column) => !held.has(column));
  } catch (error) {
    if (error instanceof WikitrendsError) return [];
    throw error;
  }
}
