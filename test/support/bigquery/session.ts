import type { DuckDBResultReader } from '@duckdb/node-api';
import { bind, type Scope, type Target, targetAt } from './binding.ts';
import type { Catalog } from './catalog.ts';
import { type ResultTable, resultTable } from './cells.ts';
import type { Database } from './database.ts';
import { createRelation, dropRelation } from './definitions.ts';
import { invalidQuery } from './errors.ts';
import type { JobRun } from './job.ts';
import { columnNames } from './names.ts';
import { isConflict, queryError } from './query-errors.ts';
import type { ChangeType, Statement } from './statements.ts';
import { isWord } from './tokens.ts';
import type { Transaction, Transactions } from './transactions.ts';

export interface SessionOptions {
  readonly database: Database;
  readonly catalog: Catalog;
  readonly transactions: Transactions;
  readonly scope: Omit<Scope, 'temporary'>;
  readonly run: JobRun;
  readonly now: () => number;
}

/** The connection of one query job, with its transaction and its temporary tables. */
export interface Session {
  /** @throws {JobError} */
  execute(statement: Statement): Promise<StatementOutcome>;
  /** Rolls back what is still open. */
  close(): Promise<void>;
}

export interface StatementOutcome {
  readonly result: ResultTable | null;
  /** The rows that a DML statement changed. */
  readonly affected: number | null;
}

const nothing: StatementOutcome = { result: null, affected: null };

export async function openSession(options: SessionOptions): Promise<Session> {
  const { database, catalog, transactions, run: job, now } = options;
  const connection = await database.connect();
  const temporary = new Set<string>();
  const scope: Scope = { ...options.scope, temporary };
  let transaction: Transaction | null = null;

  async function read(sql: string): Promise<DuckDBResultReader> {
    try {
      return await connection.runAndReadAll(sql);
    } catch (error) {
      throw queryError(error);
    }
  }

  async function begin(): Promise<StatementOutcome> {
    if (transaction !== null) throw invalidQuery('BEGIN TRANSACTION is not supported inside a transaction');
    await connection.run('BEGIN TRANSACTION');
    // DuckDB takes its snapshot when the database is first looked at, BigQuery when the transaction begins.
    await connection.run('SELECT txid_current()');
    transaction = transactions.begin();
    return nothing;
  }

  async function commit(): Promise<StatementOutcome> {
    if (transaction === null) throw invalidQuery('There is no active transaction to commit');
    let outcome: 'committed' | 'rolled back' = 'rolled back';
    try {
      await connection.run('COMMIT');
      outcome = 'committed';
    } catch (error) {
      throw isConflict(error) ? transaction.aborted(/table "([^"]+)"/.exec(String(error))?.[1] ?? '') : error;
    } finally {
      end(outcome);
    }
    return nothing;
  }

  async function rollback(): Promise<StatementOutcome> {
    if (transaction === null) throw invalidQuery('There is no active transaction to roll back');
    await connection.run('ROLLBACK');
    end('rolled back');
    return nothing;
  }

  function end(outcome: 'committed' | 'rolled back'): void {
    transaction?.end(outcome);
    transaction = null;
  }

  async function change(type: ChangeType, { tokens, at }: Statement, target: Target): Promise<StatementOutcome> {
    const { place, name } = target;
    const conflicts = place !== null && type !== 'INSERT';
    if (conflicts && transaction !== null) transaction.change(name);
    if (conflicts && transaction === null) {
      for (let held = transactions.holding(name); held !== null; held = transactions.holding(name))
        await job.park(held);
    }
    if (place !== null) catalog.resolve(place, scope.location);
    if (['UPDATE', 'DELETE'].includes(type) && !tokens.some((token) => isWord(token, 'WHERE'))) {
      throw invalidQuery(`${type} must have a WHERE clause at ${at}`);
    }
    const { sql } = bind(tokens, target.next, scope, { isMerge: type === 'MERGE' });
    const { rowsChanged } = await read(`${HEADS[type]} ${target.sql} ${sql}`);
    if (conflicts && transaction === null) transactions.changed(name);
    return { result: null, affected: rowsChanged };
  }

  return {
    async execute(statement) {
      const { action, tokens } = statement;
      switch (action.type) {
        case 'BEGIN_TRANSACTION':
          return begin();
        case 'COMMIT_TRANSACTION':
          return commit();
        case 'ROLLBACK_TRANSACTION':
          return rollback();
        case 'SELECT':
          return {
            result: resultTable(await read(bind(tokens, 0, scope, { names: columnNames(tokens) }).sql)),
            affected: null,
          };
        case 'CREATE_TABLE_AS_SELECT':
        case 'CREATE_VIEW':
        case 'DROP_TABLE':
        case 'DROP_VIEW': {
          const context = { connection, scope, temporary, isInTransaction: transaction !== null, now };
          await ('ifExists' in action ? dropRelation : createRelation)(statement, context);
          return nothing;
        }
        default:
          return change(action.type, statement, targetAt(tokens, action.target, scope));
      }
    },
    async close() {
      if (transaction !== null) await rollback();
      database.disconnect(connection);
    },
  };
}

const HEADS: Readonly<Record<ChangeType, string>> = {
  INSERT: 'INSERT INTO',
  UPDATE: 'UPDATE',
  DELETE: 'DELETE FROM',
  MERGE: 'MERGE INTO',
  TRUNCATE_TABLE: 'DELETE FROM',
};
