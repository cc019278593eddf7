import type { DuckDBConnection } from '@duckdb/node-api';
import { bind, type Scope, type Target } from './binding.ts';
import { invalidQuery } from './errors.ts';
import { isConflict, queryError } from './query-errors.ts';
import type { ChangeType, Statement } from './statements.ts';
import { isWord } from './tokens.ts';

/** What a statement has done to the rows of its table. */
export interface Change {
  readonly affected: number;
  /** Whether it updated or deleted any; rows that are added conflict with nothing. */
  readonly mutates: boolean;
}

/** INSERT, UPDATE, DELETE, MERGE or TRUNCATE TABLE in DuckDB's words. @throws {JobError} */
export function changeSql(type: ChangeType, { tokens, at }: Statement, target: Target, scope: Scope): string {
  if (target.place !== null) scope.catalog.resolve(target.place, scope.location);
  if (['UPDATE', 'DELETE'].includes(type) && !tokens.some((token) => isWord(token, 'WHERE'))) {
    throw invalidQuery(`${type} must have a WHERE clause at ${at}`);
  }
  const { sql } = bind(tokens, target.next, scope, { isMerge: type === 'MERGE' });
  // Of a MERGE DuckDB counts the rows together, unless asked.
  return `${HEADS[type]} ${target.sql} ${sql}${type === 'MERGE' ? ' RETURNING merge_action' : ''}`;
}

/** 'conflict' when DuckDB saw that another transaction has changed one of the rows. @throws {JobError} */
export async function runChange(
  connection: DuckDBConnection,
  type: ChangeType,
  sql: string,
): Promise<Change | 'conflict'> {
  try {
    const reader = await connection.runAndReadAll(sql);
    if (type !== 'MERGE') {
      return { affected: reader.rowsChanged, mutates: type !== 'INSERT' && reader.rowsChanged > 0 };
    }
    const actions = reader.getRows().map(([action]) => action);
    return { affected: actions.length, mutates: actions.some((action) => action !== 'INSERT') };
  } catch (error) {
    if (isConflict(error)) return 'conflict';
    throw queryError(error);
  }
}

const HEADS: Readonly<Record<ChangeType, string>> = {
  INSERT: 'INSERT INTO',
  UPDATE: 'UPDATE',
  DELETE: 'DELETE FROM',
  MERGE: 'MERGE INTO',
  TRUNCATE_TABLE: 'DELETE FROM',
};
