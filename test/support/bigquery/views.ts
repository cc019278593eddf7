import type { DuckDBConnection } from '@duckdb/node-api';
import { bind, type Scope } from './binding.ts';
import type { Catalog, Place, View } from './catalog.ts';
import { describeQuery } from './cells.ts';
import { invalidQuery } from './errors.ts';
import type { Field } from './fields.ts';
import { columnNames } from './names.ts';
import { queryError } from './query-errors.ts';
import { parseScript } from './statements.ts';
import type { Token } from './tokens.ts';

export interface ViewOptions {
  readonly catalog: Catalog;
  readonly connection: DuckDBConnection;
  readonly location: string;
}

/** Makes a view of a query's text. @throws {JobError} */
export async function defineView(
  query: string,
  place: Place,
  { catalog, connection, location }: ViewOptions,
): Promise<{ readonly fields: readonly Field[]; readonly view: View }> {
  const [statement, ...more] = parseScript(query);
  if (statement === undefined || more.length > 0 || statement.action.type !== 'SELECT') {
    throw invalidQuery('A view is one SELECT statement');
  }
  // A view outlives the job that makes it, and so its default dataset.
  const scope = { catalog, project: place.project, location, defaultDataset: null, temporary: new Set<string>() };
  const { fields, reads, sql } = await describeNamed(statement.tokens, 0, scope, connection);
  await connection.run(`CREATE VIEW ${catalog.sqlName(place)} AS ${sql}`);
  return { fields, view: { query, reads } };
}

/** A query whose columns become those of a table or view. @throws {JobError} */
export async function describeNamed(
  tokens: readonly Token[],
  start: number,
  scope: Scope,
  connection: DuckDBConnection,
): Promise<{ readonly fields: readonly Field[]; readonly reads: readonly Place[]; readonly sql: string }> {
  if (columnNames(tokens).size > 0) throw invalidQuery('The columns of a table or view must be named');
  const { sql, reads } = bind(tokens, start, scope);
  try {
    return { fields: await describeQuery(connection, sql), reads, sql };
  } catch (error) {
    throw queryError(error);
  }
}
