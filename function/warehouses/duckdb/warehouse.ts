import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { UsageError } from '../../core/errors.ts';
import type { DayCommit, QueryResult, Warehouse } from '../../core/warehouse.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { columnsDdl } from '../../schema/ddl.ts';
import { tableNames, tables } from '../../schema/tables.ts';
import { inDataset, readViews } from '../../sql/views.ts';
import { appendRows } from './append.ts';
import { toCell } from './cells.ts';
import { openingError, statementError } from './errors.ts';

/** The schema of a DuckDB file that holds the tables and views. */
export const dataset = 'main';

/** Loading needs little; without a limit DuckDB would keep up to 80 % of the machine's memory in its cache. */
const writerMemory = '96MB';

export interface DuckDbWarehouse extends Warehouse {
  /** For what only DuckDB can do, such as writing files. */
  readonly connection: DuckDBConnection;
}

/**
 * Opens a DuckDB file, or `:memory:`. A writer makes the file, its tables and its views when they are not there, and
 * has it for itself: for a second process the file is in use (UnavailableError). Throws UsageError for a path or a
 * file that cannot be a warehouse.
 */
export async function openDuckDb(path: string, mode: 'read' | 'write'): Promise<DuckDbWarehouse> {
  if (mode === 'read' && !existsSync(path)) {
    throw new UsageError(`There is no warehouse ${path}: load some days into it first, with "wikitrends ingest"`);
  }
  const instance = await openInstance(path, mode);
  const connection = await instance.connect();
  const name = `duckdb:${path}`;
  const run = async (sql: string) => {
    try {
      return await connection.run(inDataset(sql, dataset));
    } catch (error) {
      throw statementError(name, error);
    }
  };
  const close = async () => {
    connection.closeSync();
    instance.closeSync();
  };

  try {
    if (mode === 'write') await createSchema(run);
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
      await run('BEGIN TRANSACTION');
      try {
        await deleteDays(run, days);
        await appendRows(
          connection,
          'top_articles',
          days.flatMap(({ batches }) => batches.top_articles),
        );
        await appendRows(
          connection,
          'article_categories',
          days.flatMap(({ batches }) => batches.article_categories),
        );
        // In the same transaction as the rows: a crash leaves the day missing, and the next run loads it.
        await appendRows(
          connection,
          'ingested_days',
          days.map(({ ledger }) => ledger),
        );
        await run('COMMIT');
      } catch (error) {
        await connection.run('ROLLBACK').catch(() => {});
        throw statementError(name, error);
      }
    },
  };
}

type Run = (sql: string) => Promise<unknown>;

async function openInstance(path: string, mode: 'read' | 'write'): Promise<DuckDBInstance> {
  try {
    if (mode === 'read') return await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
    if (path !== ':memory:') await makeFolder(dirname(path));
    return await DuckDBInstance.create(path, { memory_limit: writerMemory });
  } catch (error) {
    throw openingError(path, error);
  }
}

async function createSchema(run: Run): Promise<void> {
  for (const table of tableNames) {
    await run(`CREATE TABLE IF NOT EXISTS ${dataset}.${table} (${columnsDdl(tables[table]).join(', ')})`);
  }
  for (const { name, sql } of readViews()) await run(`CREATE OR REPLACE VIEW ${dataset}.${name} AS ${sql}`);
}

async function deleteDays(run: Run, days: readonly DayCommit[]): Promise<void> {
  for (const [project, ofProject] of Map.groupBy(days, ({ ledger }) => ledger.project)) {
    const dates = ofProject.map(({ ledger }) => ledger.view_date).toSorted();
    const list = dates.map((date) => `DATE '${date}'`);
    for (const table of tableNames) {
      // The bounds let DuckDB skip what was written long before or after.
      await run(`DELETE FROM ${dataset}.${table} WHERE project = '${project}'
        AND view_date BETWEEN ${list.at(0)} AND ${list.at(-1)} AND view_date IN (${list.join(', ')})`);
    }
  }
}
