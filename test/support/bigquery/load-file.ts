import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  TIMESTAMPTZ,
  VARCHAR,
} from '@duckdb/node-api';
import { type ErrorProto, JobError } from './errors.ts';
import type { Field, FieldType } from './fields.ts';
import { readRecord } from './load-record.ts';

export interface Rows {
  readonly types: readonly DuckDBType[];
  readonly columns: readonly (readonly DuckDBValue[])[];
  readonly count: number;
  readonly badCount: number;
}

export interface SourceFile {
  readonly uri: string;
  readonly bytes: Buffer;
}

export interface Tolerance {
  readonly maxBadRecords: number;
  readonly ignoreUnknownValues: boolean;
}

/** Reads newline-delimited JSON. @throws {JobError} when more rows are bad than are tolerated. */
export function readRows(files: readonly SourceFile[], fields: readonly Field[], tolerance: Tolerance): Rows {
  const columns = fields.map((): DuckDBValue[] => []);
  const errors: ErrorProto[] = [];
  let count = 0;
  for (const { uri, bytes } of files) {
    for (const { line, position } of linesOf(bytes)) {
      try {
        const record = readRecord(line, fields, tolerance.ignoreUnknownValues);
        for (const [index, column] of columns.entries()) column.push(record[index] ?? null);
        count += 1;
      } catch (error) {
        if (!(error instanceof JobError)) throw error;
        errors.push(rowError(error.message, uri, position));
        if (errors.length > tolerance.maxBadRecords) throw tooMany(errors, count + errors.length, tolerance);
      }
    }
  }
  return { types: fields.map(({ type }) => DUCKDB_TYPES[type] ?? VARCHAR), columns, count, badCount: errors.length };
}

/** Into a table of the connection's database, in its transaction. */
export async function appendRows(
  connection: DuckDBConnection,
  schema: string,
  table: string,
  { types, columns, count }: Rows,
): Promise<void> {
  if (count === 0) return;
  const appender = await connection.createAppender(table, schema);
  try {
    for (let start = 0; start < count; start += VECTOR_SIZE) {
      const end = Math.min(start + VECTOR_SIZE, count);
      const chunk = DuckDBDataChunk.create(types, end - start);
      chunk.setColumns(columns.map((column) => column.slice(start, end)));
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  } catch (error) {
    // Once collected as garbage, it would write what it still holds, outside of the transaction.
    appender.clear();
    throw error;
  }
}

/** DuckDB's: a chunk holds no more. */
const VECTOR_SIZE = 2048;

const DUCKDB_TYPES: Readonly<Partial<Record<FieldType, DuckDBType>>> = {
  INTEGER: BIGINT,
  FLOAT: DOUBLE,
  BOOLEAN,
  DATE,
  TIMESTAMP: TIMESTAMPTZ,
};

function* linesOf(bytes: Buffer): Generator<{ readonly line: string; readonly position: number }> {
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    // What is no UTF-8 becomes U+FFFD, as in BigQuery.
    const line = bytes.toString('utf8', start, end);
    if (line.trim() !== '') yield { line, position: start };
    start = end + 1;
  }
}

function rowError(problem: string, uri: string, position: number): ErrorProto {
  const message = `Error while reading data, error message: JSON parsing error in row starting at position ${position}: ${problem}`;
  return { reason: 'invalid', location: uri, message };
}

function tooMany(errors: readonly ErrorProto[], rows: number, { maxBadRecords }: Tolerance): JobError {
  const counts = `Rows: ${rows}; errors: ${errors.length}`;
  const head = 'Error while reading data, error message: JSON';
  return new JobError(
    {
      reason: 'invalid',
      location: errors.at(-1)?.location ?? '',
      message: `${head} table encountered too many errors, giving up. ${counts}. Please look into the errors[] collection for more details.`,
    },
    [
      {
        reason: 'invalid',
        message: `${head} processing encountered too many errors, giving up. ${counts}; max bad: ${maxBadRecords}; error percent: 0`,
      },
      ...errors,
    ],
  );
}
