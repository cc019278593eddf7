import { randomUUID } from 'node:crypto';
import type { BigQuery } from '@google-cloud/bigquery';
import { FailedError, NotFoundError, TransientError, UsageError, type WikitrendsError } from '../../core/errors.ts';
import { patient, retrying } from '../../core/retry.ts';
import type { QueryResult, Warehouse } from '../../core/warehouse.ts';
import type { Patience } from '../../google/call.ts';
import { NotUnderstoodError } from '../../google/errors.ts';
import { tableNames } from '../../schema/tables.ts';
import { inDataset } from '../../sql/views.ts';
import { type Endpoint, openClient } from './client.ts';
import { commitDays, recordRecheck } from './commit.ts';
import { runJob, typeOf } from './jobs.ts';
import { explainOlderTables } from './older-tables.ts';
import { readResults } from './results.ts';
import { recordedSql } from './script.ts';
import { type StagingArea, stagingPrefix } from './staging.ts';

export interface BigQueryOptions extends Endpoint, Patience {
  readonly dataset: string;
  readonly area: StagingArea;
  readonly now: () => Date;
  /** Whether its queries may be anything else than a SELECT. */
  readonly mode: 'read' | 'write';
  /** For a query that would be billed for more, BigQuery answers an error (FailedError), and bills nothing. */
  readonly mostBytesBilled?: number;
}

/** Opens a dataset in BigQuery; nothing is asked before it is used. Its tables are made by whoever deploys it. */
export function openBigQuery(given: BigQueryOptions): Warehouse {
  const { area, dataset, now, mode, mostBytesBilled, ...options } = given;
  const { project, location, apiUrl, credentials, ...patience } = options;
  const client = openClient({ project, location, apiUrl, credentials });
  const name = `bigquery:${project}.${dataset}`;
  const path = (table: string) => `\`${project}.${dataset}.${table}\``;
  const writing = { client, dataset, area, path, patience, now };

  async function explained<T>(attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof NotFoundError) throw missing(error, name, location);
      if (error instanceof NotUnderstoodError) throw await explainOlderTables(error, writing);
      throw error;
    }
  }

  async function query(sql: string): Promise<QueryResult> {
    try {
      return await explained(() =>
        runQuery(client, { dataset, sql, mode, mostBytesBilled, warehouse: name }, patience),
      );
    } catch (error) {
      // A statement that BigQuery cannot make sense of is its author's.
      throw error instanceof NotUnderstoodError ? new UsageError(error.message, { cause: error }) : error;
    }
  }

  return {
    name,
    commit: (days) => explained(() => commitDays(days, writing)),
    async recordRecheck(recheck) {
      await explained(() => recordRecheck(recheck, writing));
      // The script itself does not tell, and one that is found done already even less.
      return (await query(recordedSql(recheck, path))).rows.length > 0;
    },
    query,
    async close() {},
  };
}

async function runQuery(
  client: BigQuery,
  asked: {
    readonly dataset: string;
    readonly sql: string;
    readonly mode: 'read' | 'write';
    readonly mostBytesBilled: number | undefined;
    readonly warehouse: string;
  },
  patience: Patience,
): Promise<QueryResult> {
  const { dataset, sql, mode, mostBytesBilled, warehouse } = asked;
  const what = `run the statement on ${warehouse}`;
  const query = inDataset(sql, `\`${client.projectId}\`.\`${dataset}\``);
  const defaultDataset = { projectId: client.projectId, datasetId: dataset };
  const bound = mostBytesBilled === undefined ? {} : { maximumBytesBilled: String(mostBytesBilled) };
  const configuration = { query: { query, useLegacySql: false, defaultDataset, ...bound } };
  const job = { name: `wikitrends_query_${randomUUID()}`, what, configuration };
  if (mode === 'read' && (await typeOf(client, job, patience)) !== 'SELECT') {
    throw new UsageError(`Cannot ${what}: expected a SELECT, for reading changes nothing`);
  }
  const id = await retrying(() => runJob(client, job, patience), patience.retry ?? patient);
  return readResults(client, id, what, patience);
}

/** The error for what is not there: staging tables come and go, everything else is made by whoever deploys. */
function missing(error: NotFoundError, warehouse: string, location: string): WikitrendsError {
  if (error.message.includes(stagingPrefix)) return new TransientError(error.message, { cause: error });
  const isDeployed = /Dataset|Job/.test(error.message) || tableNames.some((name) => error.message.includes(name));
  if (!isDeployed) return new UsageError(error.message, { cause: error });
  return new FailedError(
    `${error.message}; the infrastructure stack makes the dataset of ${warehouse} in ${location} with its tables ` +
      `${tableNames.join(', ')} and its views: deploy it first, or correct WIKITRENDS_WAREHOUSE or BIGQUERY_LOCATION`,
    { cause: error },
  );
}
