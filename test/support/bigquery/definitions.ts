import type { DuckDBConnection } from '@duckdb/node-api';
import { type Scope, type Target, targetAt } from './binding.ts';
import { dropSql, type Relation } from './catalog.ts';
import { invalidQuery, JobError, notFound } from './errors.ts';
import { columnDdl } from './fields.ts';
import { queryError } from './query-errors.ts';
import type { Action, Statement } from './statements.ts';
import { isWord, syntaxError, type Token, textOf } from './tokens.ts';
import { describeNamed } from './views.ts';

export interface DefinitionContext {
  readonly connection: DuckDBConnection;
  readonly scope: Scope;
  /** The temporary tables of the session, to be kept up. */
  readonly temporary: Set<string>;
  /** Of a dry run the caller takes everything back, and so it is about the columns only. */
  readonly mode: 'alone' | 'in transaction' | 'dry run';
  readonly now: () => number;
}

type Creation = Extract<Action, { readonly ifThere: unknown }>;

/** CREATE TABLE … AS and CREATE VIEW. @throws {JobError} */
export async function createRelation({ action, tokens, at }: Statement, context: DefinitionContext): Promise<void> {
  if (!('ifThere' in action)) return;
  const { connection, scope, temporary, mode, now } = context;
  const target = action.isTemporary ? temporaryTarget(tokens, action, context) : targetAt(tokens, action.target, scope);
  const body = bodyAfter(tokens, target.next, at);
  if (target.place === null) {
    temporary.add(target.name);
  } else {
    refuseInTransaction(action.type, context);
    scope.catalog.datasetFor(target.place, scope.location);
  }
  const former = target.place === null ? undefined : scope.catalog.find(target.place);
  if (former !== undefined && action.ifThere === 'keep') return;
  if (former !== undefined && action.ifThere === 'fail') {
    throw new JobError({ reason: 'duplicate', message: `Already Exists: Table ${target.name}` });
  }
  const { fields, reads, sql } = await describeNamed(tokens, body, scope, connection);
  const drop = former === undefined ? '' : `${dropSql(former, target.sql)};`;
  const create =
    action.type === 'CREATE_VIEW'
      ? `CREATE VIEW ${target.sql} AS ${sql}`
      : `CREATE ${action.isTemporary ? 'TEMP ' : ''}TABLE ${target.sql} (${fields.map(columnDdl).join(', ')})`;
  const fill = action.type === 'CREATE_VIEW' || mode === 'dry run' ? '' : `INSERT INTO ${target.sql} ${sql}`;
  await runAtOnce(connection, `${drop}${create};${fill}`, context);
  if (target.place === null) return;
  const relation: Relation = {
    ...target.place,
    fields,
    createdAt: now(),
    modifiedAt: now(),
    expiresAt: null,
    view: action.type === 'CREATE_VIEW' ? { query: textOf(tokens.slice(body)), reads } : null,
    details: {},
  };
  scope.catalog.put(relation);
}

/** DROP TABLE and DROP VIEW. @throws {JobError} */
export async function dropRelation({ action, tokens }: Statement, context: DefinitionContext): Promise<void> {
  if (!('ifExists' in action)) return;
  const { connection, scope, temporary } = context;
  const target = targetAt(tokens, action.target, scope);
  if (target.place === null) {
    temporary.delete(target.name);
    await connection.run(`DROP TABLE ${target.sql}`);
    return;
  }
  refuseInTransaction(action.type, context);
  const relation = scope.catalog.find(target.place);
  if (relation === undefined) {
    if (action.ifExists) return;
    throw notFound(`Table ${target.name} was not found in location ${scope.location}`);
  }
  const isView = action.type === 'DROP_VIEW';
  if (isView !== (relation.view !== null)) {
    throw invalidQuery(
      `${target.name} is not allowed for this operation because it is a ${isView ? 'TABLE' : 'VIEW'}.`,
    );
  }
  await connection.run(dropSql(relation, target.sql));
  scope.catalog.remove(relation);
}

/** A table that is only now to be temporary. */
function temporaryTarget(tokens: readonly Token[], action: Creation, { scope }: DefinitionContext): Target {
  const name = tokens[action.target];
  const id = name?.kind === 'quoted' ? name.value : (name?.source ?? '');
  if (action.ifThere !== 'fail') throw invalidQuery('The stand-in covers CREATE TEMP TABLE without further words only');
  if (scope.temporary.has(id)) throw new JobError({ reason: 'duplicate', message: `Already Exists: Table ${id}` });
  return targetAt(tokens, action.target, { ...scope, temporary: new Set([id]) });
}

function bodyAfter(tokens: readonly Token[], next: number, at: string): number {
  if (isWord(tokens[next], 'AS')) return next + 1;
  throw syntaxError(`Expected AS: the stand-in covers no columns, partitions or options here,`, tokens[next]?.at ?? at);
}

function refuseInTransaction(type: Action['type'], { mode }: DefinitionContext): void {
  if (mode === 'in transaction')
    throw invalidQuery(`${type.replaceAll('_', ' ')} is not supported inside a transaction`);
}

/** All of it or nothing, which a transaction around it sees to itself. */
async function runAtOnce(connection: DuckDBConnection, sql: string, context: DefinitionContext): Promise<void> {
  const isAlone = context.mode === 'alone';
  try {
    await connection.run(isAlone ? `BEGIN TRANSACTION; ${sql}; COMMIT` : sql);
  } catch (error) {
    if (isAlone) await connection.run('ROLLBACK');
    throw queryError(error);
  }
}
