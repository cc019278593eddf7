import type { DuckDBConnection } from '@duckdb/node-api';
import { UsageError, type WikitrendsError } from '../../core/errors.ts';
import type { Table } from '../../schema/column.ts';
import { tables } from '../../schema/tables.ts';
import { readTableFunctions } from '../../sql/table-functions.ts';
import { readViews } from '../../sql/views.ts';
import { dataset } from './dataset.ts';

/** Adds to the tables of a file that an older version made the columns that have come since; all of them are nullable. */
export async function addNewColumns(connection: DuckDBConnection): Promise<void> {
  for (const { table, column, type } of await newColumns(connection)) {
    await connection.run(`ALTER TABLE ${dataset}.${table} ADD COLUMN ${column} ${type}`);
  }
}

/** Explains an error for what a file that is only read lacks, for no reader adds it. */
export async function explainOlderFile(
  error: WikitrendsError,
  path: string,
  connection: DuckDBConnection,
): Promise<WikitrendsError> {
  if (!(error instanceof UsageError)) return error;
  const named = (await lackingIn(connection)).find((name) => error.message.includes(name));
  return named === undefined ? error : olderFileError(path, named, error);
}

export function olderFileError(path: string, lacking: string, cause?: Error): UsageError {
  return new UsageError(
    `The warehouse ${path} was made by an older version and has no ${lacking} yet: ` +
      'whatever loads into it, such as "wikitrends ingest", adds it',
    { cause },
  );
}

async function lackingIn(connection: DuckDBConnection): Promise<readonly string[]> {
  const views = await namesOf(connection, 'SELECT view_name FROM duckdb_views() WHERE schema_name');
  const functions = await namesOf(connection, 'SELECT function_name FROM duckdb_functions() WHERE schema_name');
  return [
    ...(await newColumns(connection)).map(({ column }) => column),
    ...[...readViews(), ...readTableFunctions()]
      .map(({ name }) => name)
      .filter((name) => !views.has(name) && !functions.has(name)),
  ];
}

async function newColumns(connection: DuckDBConnection) {
  const held = await namesOf(
    connection,
    `SELECT table_name || '.' || column_name FROM duckdb_columns() WHERE schema_name`,
  );
  return Object.entries<Table>(tables).flatMap(([table, { columns }]) =>
    Object.entries(columns)
      .filter(([column]) => !held.has(`${table}.${column}`))
      .map(([column, { type }]) => ({ table, column, type })),
  );
}

async function namesOf(connection: DuckDBConnection, select: string): Promise<ReadonlySet<string>> {
  const result = await connection.runAndReadAll(`${select} = '${dataset}'`);
  return new Set(result.getRows().map(String));
}
