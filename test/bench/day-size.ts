import { basename } from 'node:path';
import { type TableName, tableNames } from '../../function/schema/tables.ts';
import type { Deployment } from '../support/cloud.ts';
import { logicalBytes } from './logical-bytes.ts';
import type { StandIns } from './stand-ins.ts';

/** What a day of one project takes, on average over the days that a run loaded. */
export interface DaySize {
  readonly archivedBytes: number;
  /** Kept until the bucket's rule deletes what is staged. */
  readonly stagedBytes: number;
  readonly rows: number;
  /** In all tables, as BigQuery counts. */
  readonly logicalBytes: number;
}

export async function measureDays({ storage, bigQuery }: StandIns, { bucket, dataset }: Deployment): Promise<DaySize> {
  const ledger = await bigQuery.query(`SELECT * FROM ${dataset}.ingested_days`);
  let rows = ledger.length;
  let [archived, staged] = [0, 0];
  let logical = ledger.reduce((sum, row) => sum + logicalBytes('ingested_days', row), 0);
  for (const [path, bytes] of storage.objects(bucket)) {
    if (path.startsWith('raw/')) archived += bytes.length;
    if (!path.startsWith('staged/')) continue;
    staged += bytes.length;
    const table = tableOf(path);
    for (const line of bytes.toString('utf8').trimEnd().split('\n')) {
      rows += 1;
      logical += logicalBytes(table, JSON.parse(line));
    }
  }
  const days = ledger.length;
  return {
    archivedBytes: archived / days,
    stagedBytes: staged / days,
    rows: rows / days,
    logicalBytes: logical / days,
  };
}

function tableOf(path: string): TableName {
  const table = tableNames.find((name) => name === basename(path, '.ndjson'));
  if (table === undefined) throw new Error(`What is staged as ${path}?`);
  return table;
}
