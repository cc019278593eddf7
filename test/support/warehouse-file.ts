import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** The tables of a warehouse as text: a JSON object a line and row, in a fixed order. */
export type Tables = Readonly<Record<'top_articles' | 'article_categories' | 'ingested_days', string>>;

/** What tells two runs apart that load the same: who they were, and when. */
const perRun = ['run_id', 'ingested_at', 'fetched_at'];

/** Every row of a warehouse file, without what differs from run to run. */
export function readTables(file: string): Promise<Tables> {
  return readLines(file, `SELECT COLUMNS(name -> name NOT IN (${perRun.map((name) => `'${name}'`).join(', ')})) FROM`);
}

/** Every row of a warehouse file to the last column. */
export function readWholeTables(file: string): Promise<Tables> {
  return readLines(file, 'FROM');
}

function readLines(file: string, selectFrom: string): Promise<Tables> {
  return opened(file, async (connection) => {
    const present = (await rowsOf(connection, 'SELECT table_name FROM duckdb_tables()')).flat();
    const linesOf = async (table: string): Promise<string> => {
      // A run that is killed early leaves no tables.
      if (!present.includes(table)) return '';
      const sql = `SELECT to_json(listed) FROM (${selectFrom} ${table}) AS listed ORDER BY ALL`;
      return (await rowsOf(connection, sql)).join('\n');
    };
    return {
      top_articles: await linesOf('top_articles'),
      article_categories: await linesOf('article_categories'),
      ingested_days: await linesOf('ingested_days'),
    };
  });
}

type Rows = readonly (readonly unknown[])[];

/** The rows of a statement on a DuckDB file (or `:memory:`), by DuckDB itself and not by the program under test. */
export function readRows(file: string, sql: string): Promise<Rows> {
  return opened(file, (connection) => rowsOf(connection, sql));
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Rows> {
  return (await connection.runAndReadAll(sql)).getRowsJson();
}

async function opened<T>(file: string, read: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(file, file === ':memory:' ? {} : { access_mode: 'READ_ONLY' });
  try {
    const connection = await instance.connect();
    try {
      return await read(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}
