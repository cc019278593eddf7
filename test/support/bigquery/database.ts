import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { bigQueryMacros } from '../../../function/sql/macros.ts';
import { keepTextsWhole } from '../../../function/warehouses/duckdb/whole-texts.ts';

/** The DuckDB database of one server. */
export interface Database {
  /** Its name in front of a schema's. */
  readonly name: string;
  /** For statements that stand alone. */
  readonly connection: DuckDBConnection;
  /** For a session with a transaction or temporary tables of its own. */
  connect(): Promise<DuckDBConnection>;
  disconnect(session: DuckDBConnection): void;
  /** Ends every session, too. */
  close(): Promise<void>;
}

let instance: Promise<DuckDBInstance> | undefined;
let opened = 0;

/** A database of its own in the one instance of the process: an instance takes 15 ms to start, a database 0.3. */
export async function openDatabase(): Promise<Database> {
  keepTextsWhole();
  instance ??= startInstance();
  const duckdb = await instance;
  const name = `bigquery_${opened++}`;
  const connection = await duckdb.connect();
  await connection.run(`ATTACH ':memory:' AS ${name}; USE ${name}`);
  // Wherever a session is, it finds these.
  for (const macro of bigQueryMacros) await connection.run(`CREATE MACRO ${name}.${macro}`);
  const sessions = new Set<DuckDBConnection>();
  return {
    name,
    connection,
    async connect() {
      const session = await duckdb.connect();
      sessions.add(session);
      await session.run(`USE ${name}`);
      return session;
    },
    disconnect(session) {
      session.closeSync();
      sessions.delete(session);
    },
    async close() {
      for (const session of sessions) session.closeSync();
      await connection.run(`USE memory; DETACH ${name}`);
      connection.closeSync();
    },
  };
}

async function startInstance(): Promise<DuckDBInstance> {
  // BigQuery takes null for the smallest value.
  const duckdb = await DuckDBInstance.create(':memory:', {
    threads: '1',
    default_null_order: 'nulls_first_on_asc_last_on_desc',
  });
  const connection = await duckdb.connect();
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  connection.closeSync();
  return duckdb;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** No string of DuckDB's may hold a NUL as it stands: it ends the statement. */
export function quoteText(text: string): string {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join('') : `(${parts.join(' || chr(0) || ')})`;
}
