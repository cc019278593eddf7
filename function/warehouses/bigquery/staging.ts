import type { BigQuery } from '@google-cloud/bigquery';
import { archiveFolders } from '../../core/archive.ts';
import { callGoogle, type Patience } from '../../google/call.ts';
import { AlreadyThereError } from '../../google/errors.ts';
import { bigQueryFields } from '../../schema/bigquery.ts';
import { tables } from '../../schema/tables.ts';
import { runJob } from './jobs.ts';
import type { StagedTable } from './script.ts';

/** Where files wait for their load job; BigQuery reads them from there. */
export interface StagingArea {
  write(path: string, bytes: Uint8Array): Promise<void>;
  uriOf(path: string): string;
}

export interface StagingOptions {
  readonly client: BigQuery;
  readonly dataset: string;
  readonly area: StagingArea;
  readonly patience: Patience;
  readonly now: () => Date;
}

/** Longer than any run: what a killed one leaves goes by itself. */
const lifetimeMs = 3 * 3_600_000;

export const stagingPrefix = 'staging_';

/** Loads the rows into a table of their own, by one load job, and resolves to its name. `id` names the contents. */
export async function stageRows(
  table: StagedTable,
  ndjson: Uint8Array,
  id: string,
  options: StagingOptions,
): Promise<string> {
  const { client, dataset, area, patience } = options;
  const path = `${archiveFolders.staged}/${id}/${table}.ndjson`;
  const name = `${stagingPrefix}${table}_${id}`;
  const what = `load ${table} into bigquery:${client.projectId}.${dataset}`;
  await area.write(path, ndjson);
  const madeAt = await makeTable(table, name, what, options);
  await runJob(
    client,
    {
      // A table that expired and was made again is another one, and wants a load job of its own.
      name: `wikitrends_${name}_${madeAt}`,
      what,
      configuration: {
        load: {
          sourceUris: [area.uriOf(path)],
          sourceFormat: 'NEWLINE_DELIMITED_JSON',
          schema: { fields: [...fieldsOf(table)] },
          destinationTable: { projectId: client.projectId, datasetId: dataset, tableId: name },
          createDisposition: 'CREATE_NEVER',
          // Truncating may take what was said about the table with it, and that it expires.
          writeDisposition: 'WRITE_EMPTY',
          maxBadRecords: 0,
          ignoreUnknownValues: false,
        },
      },
    },
    patience,
  );
  return name;
}

/** Makes the table unless it is there; resolves to when it was made. */
async function makeTable(
  table: StagedTable,
  name: string,
  what: string,
  { client, dataset, patience, now }: StagingOptions,
): Promise<string> {
  const request = () => ({
    schema: { fields: [...fieldsOf(table)] },
    expirationTime: String(now().getTime() + lifetimeMs),
    description: `Rows on their way into ${table}; expires by itself.`,
  });
  const inDataset = client.dataset(dataset);
  try {
    const [made] = await callGoogle(what, () => inDataset.createTable(name, request()), patience);
    return String(made.metadata.creationTime);
  } catch (error) {
    if (!(error instanceof AlreadyThereError)) throw error;
    const [metadata] = await callGoogle(what, () => inDataset.table(name).getMetadata(), patience);
    return String(metadata.creationTime);
  }
}

function fieldsOf(table: StagedTable) {
  return bigQueryFields(tables[table].columns).map(({ name, type, mode }) => ({ name, type, mode }));
}
