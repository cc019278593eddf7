import type { DuckDBConnection } from '@duckdb/node-api';
import { bind, type Scope, targetAt } from './binding.ts';
import { describeQuery } from './cells.ts';
import { changeSql } from './changes.ts';
import { createRelation, type DefinitionContext, dropRelation } from './definitions.ts';
import { columnNames } from './names.ts';
import { inScript, queryError } from './query-errors.ts';
import type { QueryOptions } from './query-request.ts';
import { parseScript, type Statement } from './statements.ts';

/**
 * What a dry run says of a query in `statistics`. To be called with the lane: what a script defines is there for the
 * statements after it, and gone at the end. @throws {JobError}
 */
export async function dryRunQuery(
  sql: string,
  scope: Omit<Scope, 'temporary'>,
  { database, now }: QueryOptions,
): Promise<object> {
  const statements = parseScript(sql);
  const temporary = new Set<string>();
  const connection = await database.connect();
  const restore = scope.catalog.draft();
  await connection.run('BEGIN TRANSACTION');
  try {
    const context = { connection, scope: { ...scope, temporary }, temporary, mode: 'dry run', now } as const;
    for (const statement of statements) {
      await check(statement, context).catch((error: unknown) => {
        throw statements.length === 1 ? error : inScript(error, statement.at);
      });
    }
  } finally {
    restore();
    await connection.run('ROLLBACK');
    database.disconnect(connection);
  }
  const query = { statementType: typeOf(statements), totalBytesProcessed: '0', totalBytesBilled: '0', cacheHit: false };
  return { totalBytesProcessed: '0', query };
}

async function check(statement: Statement, context: DefinitionContext): Promise<void> {
  const { action, tokens } = statement;
  const { connection, scope } = context;
  switch (action.type) {
    case 'BEGIN_TRANSACTION':
    case 'COMMIT_TRANSACTION':
    case 'ROLLBACK_TRANSACTION':
      return;
    case 'SELECT':
      return prepare(connection, bind(tokens, 0, scope, { names: columnNames(tokens) }).sql);
    case 'CREATE_TABLE_AS_SELECT':
    case 'CREATE_VIEW':
      return createRelation(statement, context);
    case 'DROP_TABLE':
    case 'DROP_VIEW':
      return dropRelation(statement, context);
    default:
      return prepare(connection, changeSql(action.type, statement, targetAt(tokens, action.target, scope), scope));
  }
}

async function prepare(connection: DuckDBConnection, sql: string): Promise<void> {
  try {
    await describeQuery(connection, sql);
  } catch (error) {
    throw queryError(error);
  }
}

function typeOf([{ action }, ...more]: readonly [Statement, ...Statement[]]): string {
  return more.length > 0 || action.type.endsWith('_TRANSACTION') ? 'SCRIPT' : action.type;
}
