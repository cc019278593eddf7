import type { DuckDBResultReader } from '@duckdb/node-api';
import { bind, type Scope, type Target, targetAt } from './binding.ts';
import { type ResultTable, resultTable } from './cells.ts';
import { type Change, changeSql, runChange } from './changes.ts';
import type { Database } from './database.ts';
import { createRelation, dropRelation } from './definitions.ts';
import { invalidQuery } from './errors.ts';
import type { JobRun } from './job.ts';
import { columnNames } from './names.ts';
import { isConflict, queryError } from './query-errors.ts';
import type { ChangeType, Statement } from './statements.ts';
import type { Transaction, Transactions } from './transactions.ts';

export interface SessionOptions {
  readonly database: Database;
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
  const { database, transactions, run: job, now } = options;
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

  async function change(type: ChangeType, statement: Statement, target: Target): Promise<StatementOutcome> {
    const { affected } = await (transaction === null
      ? changeAlone(type, statement, target)
      : changeWithin(transaction, type, statement, target));
    return { result: null, affected };
  }

  async function changeWithin(
    within: Transaction,
    type: ChangeType,
    statement: Statement,
    target: Target,
  ): Promise<Change> {
    const done = await runChange(connection, type, changeSql(type, statement, target, scope));
    if (done === 'conflict') throw within.aborted(target.name);
    if (target.place !== null && done.mutates) within.change(target.name);
    return done;
  }

  /** Waits, and begins anew, while an open transaction has changed the table too. */
  async function changeAlone(type: ChangeType, statement: Statement, target: Target): Promise<Change> {
    const { name, place } = target;
    for (;;) {
      const sql = changeSql(type, statement, target, scope);
      await connection.run('BEGIN TRANSACTION');
      const done = await runChange(connection, type, sql).catch(async (error: unknown) => {
        await connection.run('ROLLBACK');
        throw error;
      });
      const held = done === 'conflict' || done.mutates ? transactions.holding(name) : null;
      if (done !== 'conflict' && held === null) {
        await connection.run('COMMIT');
        if (place !== null && done.mutates) transactions.changed(name);
        return done;
      }
      await connection.run('ROLLBACK');
      if (held === null) throw invalidQuery(`Could not serialize access to table ${name} due to concurrent update`);
      await job.park(held);
    }
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
          const mode = transaction === null ? 'alone' : 'in transaction';
          const context = { connection, scope, temporary, mode, now } as const;
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
