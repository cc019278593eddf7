import { gunzipSync } from 'node:zlib';
import { nameOf, type Relation } from './catalog.ts';
import { JobError, notFound } from './errors.ts';
import { columnDdl, type Field } from './fields.ts';
import type { JobOutcome, JobRun } from './job.ts';
import { appendRows, type Rows, readRows } from './load-file.ts';
import type { Load, LoadOptions } from './load-request.ts';
import { checkSchema } from './load-schema.ts';

/** Runs a load: all of its files or nothing. @throws {JobError} */
export async function runLoad(load: Load, run: JobRun, options: LoadOptions): Promise<JobOutcome> {
  const { catalog, transactions, quota } = options;
  const table = nameOf(load.destination);
  await run.gate();
  quota.count(table);
  const truncates = load.disposition === 'WRITE_TRUNCATE';
  if (truncates) {
    for (let held = transactions.holding(table); held !== null; held = transactions.holding(table))
      await run.park(held);
  }
  catalog.datasetFor(load.destination, load.location);
  const existing = catalog.find(load.destination);
  const fields = fieldsFor(load, existing);
  const files = load.uris.map((uri) => ({ uri, bytes: fetch(uri, options) }));
  const rows = readRows(files, fields, load);
  if (load.disposition === 'WRITE_EMPTY' && existing !== undefined && (await countRows(existing, options)) > 0) {
    throw new JobError({ reason: 'duplicate', message: `Already Exists: Table ${table}` });
  }
  await write(rows, fields, load, existing, options);
  if (truncates) transactions.changed(table);
  const inputBytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return {
    statistics: {
      load: {
        inputFiles: String(files.length),
        inputFileBytes: String(inputBytes),
        outputRows: String(rows.count),
        outputBytes: String(inputBytes),
        badRecords: String(rows.badCount),
      },
    },
  };
}

function fieldsFor(load: Load, existing: Relation | undefined): readonly Field[] {
  const table = nameOf(load.destination);
  if (existing === undefined) {
    if (!load.mayCreate) throw notFound(`Table ${table}`);
    if (load.fields !== null && load.fields.length > 0) return load.fields;
    throw new JobError({ reason: 'invalid', message: `No schema specified on job or table ${table}.` });
  }
  if (existing.view !== null) {
    throw new JobError({
      reason: 'invalid',
      message: `${table} is not allowed for this operation because it is a VIEW.`,
    });
  }
  if (load.fields !== null) checkSchema(load.fields, existing);
  return existing.fields;
}

function fetch(uri: string, { readObject }: LoadOptions): Buffer {
  const [, bucket = '', name = ''] = /^gs:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  const bytes = readObject(bucket, name);
  if (bytes === null) throw notFound(`URI ${uri}`);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch {
    const message = `Error while reading data, error message: Failed to decompress gzip file: ${uri}`;
    throw new JobError({ reason: 'invalid', location: uri, message });
  }
}

async function countRows(relation: Relation, { database, catalog }: LoadOptions): Promise<number> {
  const counted = await database.connection.runAndReadAll(`SELECT COUNT(*) FROM ${catalog.sqlName(relation)}`);
  return Number(counted.getRows()[0]?.[0]);
}

async function write(
  rows: Rows,
  fields: readonly Field[],
  { destination, disposition }: Load,
  existing: Relation | undefined,
  { database: { connection }, catalog, now }: LoadOptions,
): Promise<void> {
  const name = catalog.sqlName(destination);
  await connection.run('BEGIN TRANSACTION');
  try {
    if (existing === undefined) await connection.run(`CREATE TABLE ${name} (${fields.map(columnDdl).join(', ')})`);
    else if (disposition === 'WRITE_TRUNCATE') await connection.run(`DELETE FROM ${name}`);
    await appendRows(connection, catalog.schemaName(destination.project, destination.dataset), destination.id, rows);
    await connection.run('COMMIT');
  } catch (error) {
    await connection.run('ROLLBACK');
    throw error;
  }
  const made = { ...destination, fields, createdAt: now(), expiresAt: null, view: null, details: {} };
  catalog.put({ ...(existing ?? made), modifiedAt: now() });
}
