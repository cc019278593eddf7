import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { UsageError } from '../../core/errors.ts';
import type { QueryResult, Warehouse } from '../../core/warehouse.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { columnsDdl } from '../../schema/ddl.ts';
import { tableNames, tables } from '../../schema/tables.ts';
import { inDataset, readViews } from '../../sql/views.ts';
import { toCell } from './cells.ts';
import { commentDdl } from './comments.ts';
import { commitDays } from './commit.ts';
import { dataset } from './dataset.ts';
import { openingError, statementError } from './errors.ts';
import { checkDatabaseFile, makeDatabaseFile } from './file.ts';
import { macroDdl, tableFunctionDdl } from './functions.ts';
import { addNewColumns, explainOlderFile } from './older-file.ts';
import { recordRecheck } from './recheck.ts';
import { keepTextsWhole } from './whole-texts.ts';

/**
 * Loading streams its rows through: a small cache and one thread are as fast as the defaults (80 % of the machine's
 * memory, all cores), and what DuckDB frees goes back to the system at once instead of in steps of 512 MB.
 */
const writerOptions = {
  memory_limit: '48MB',
  threads: '1',
  allocator_bulk_deallocation_flush_threshold: '1MB',
};

export interface DuckDbWarehouse extends Warehouse {
  /** What every statement and every row goes through. */
  readonly connection: DuckDBConnection;
}

/**
 * Opens a DuckDB file, or `:memory:`. A writer makes the file, its tables, views and functions when they are not there,
 * and has it for itself: for a second process the file is in use (UnavailableError). Throws UsageError for a path or a
 * file that cannot be a warehouse.
 */
export async function openDuckDb(path: string, mode: 'read' | 'write'): Promise<DuckDbWarehouse> {
  if (mode === 'read' && !existsSync(path)) {
    throw new UsageError(`There is no warehouse ${path}: load some days into it first, with "wikitrends ingest"`);
  }
  keepTextsWhole();
  const instance = await openInstance(path, mode);
  const connection = await instance.connect();
  const name = `duckdb:${path}`;
  const run = async (sql: string) => {
    try {
      return await connection.run(inDataset(sql, dataset));
    } catch (error) {
      const explained = statementError(name, error);
      throw mode === 'read' ? await explainOlderFile(explained, path, connection) : explained;
    }
  };
  const close = async () => {
    connection.closeSync();
    instance.closeSync();
  };

  try {
    if (mode === 'write') await createSchema(run, connection);
    else for (const ddl of macroDdl(mode)) await run(ddl);
  } catch (error) {
    await close();
    throw error;
  }

  return {
    name,
    connection,
    close,
    async query(sql): Promise<QueryResult> {
      const result = await run(sql);
      return { columns: result.deduplicatedColumnNames(), rows: await result.convertRows(toCell) };
    },
    async commit(days) {
      try {
        await commitDays(connection, run, days);
      } catch (error) {
        throw statementError(name, error);
      }
    },
    async recordRecheck(recheck) {
      try {
        return await recordRecheck(connection, recheck);
      } catch (error) {
        throw statementError(name, error);
      }
    },
  };
}

type Run = (sql: string) => Promise<unknown>;

async function openInstance(path: string, mode: 'read' | 'write'): Promise<DuckDBInstance> {
  const isFile = path !== ':memory:';
  // As a whole path: DuckDB would take `md:x` or `sqlite:x` for a database of another kind.
  const database = isFile ? resolve(path) : path;
  try {
    if (isFile) await checkDatabaseFile(path);
    if (mode === 'read') return await DuckDBInstance.create(database, { access_mode: 'READ_ONLY' });
    if (!isFile) return await DuckDBInstance.create(database);
    await makeFolder(dirname(path));
    await makeDatabaseFile(database);
    return await DuckDBInstance.create(database, writerOptions);
  } catch (error) {
    throw openingError(path, error);
  }
}

async function createSchema(run: Run, connection: DuckDBConnection): Promise<void> {
  for (const table of tableNames) {
    await run(`CREATE TABLE IF NOT EXISTS ${dataset}.${table} (${columnsDdl(tables[table]).join(', ')})`);
  }
  await addNewColumns(connection);
  for (const ddl of macroDdl('write')) await run(ddl);
  for (const { name, sql } of readViews()) await run(`CREATE OR REPLACE VIEW ${dataset}.${name} AS ${sql}`);
  for (const ddl of tableFunctionDdl()) await run(ddl);
  await run(commentDdl());
}
