import { randomUUID } from 'node:crypto';
import { invalidQuery, type JobError } from './errors.ts';

/** A table is changed, in the sense of this file, by whatever updates or deletes at least one of its rows. */
export interface Transactions {
  begin(): Transaction;
  /** Settles when a transaction ends that has changed the table; null when none is open. */
  holding(table: string): Promise<void> | null;
  /** Something outside of a transaction has changed the table. */
  changed(table: string): void;
}

export interface Transaction {
  /** To be called after a change, whose rows a rollback takes back. @throws {JobError} when another changed the table since this one began. */
  change(table: string): void;
  /** The error for a conflict that came to light otherwise. */
  aborted(table: string): JobError;
  end(how: 'committed' | 'rolled back'): void;
}

/** Snapshot isolation by table, as BigQuery has it: https://docs.cloud.google.com/bigquery/docs/transactions#transaction_concurrency */
export function createTransactions(): Transactions {
  /** Counts the moments at which something became visible. */
  let moment = 0;
  const lastChange = new Map<string, number>();
  /** The tables that an open transaction has changed. */
  const held = new Map<string, PromiseWithResolvers<void>>();

  function begin(): Transaction {
    const id = randomUUID();
    const snapshot = moment;
    const own = new Set<string>();
    const transaction: Transaction = {
      change(table) {
        if (own.has(table)) return;
        if (held.has(table) || (lastChange.get(table) ?? 0) > snapshot) throw transaction.aborted(table);
        own.add(table);
        held.set(table, Promise.withResolvers());
      },
      aborted: (table) =>
        invalidQuery(`Transaction is aborted due to concurrent update against table ${table}. Transaction ID: ${id}`),
      end(how) {
        for (const table of own) {
          if (how === 'committed') changed(table);
          held.get(table)?.resolve();
          held.delete(table);
        }
        own.clear();
      },
    };
    return transaction;
  }

  function changed(table: string): void {
    moment += 1;
    lastChange.set(table, moment);
  }

  return { begin, holding: (table) => held.get(table)?.promise ?? null, changed };
}
