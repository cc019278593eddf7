import { bind } from './binding.ts';
import type { Place } from './catalog.ts';
import { describeQuery } from './cells.ts';
import { quoteName } from './database.ts';
import { invalidQuery } from './errors.ts';
import { duckDbTypeOf } from './fields.ts';
import { columnNames } from './names.ts';
import { queryError } from './query-errors.ts';
import type { RoutineRequest } from './routine-request.ts';
import { parseScript } from './statements.ts';
import type { ViewOptions } from './views.ts';

/** Makes a table function of a query's text. @throws {JobError} */
export async function defineTableFunction(
  { parameters, query }: Pick<RoutineRequest, 'parameters' | 'query'>,
  place: Place,
  { catalog, connection, location }: ViewOptions,
): Promise<{ readonly reads: readonly Place[] }> {
  const [statement, ...more] = parseScript(query);
  if (more.length > 0 || statement.action.type !== 'SELECT') throw invalidQuery('A table function is one SELECT');
  if (columnNames(statement.tokens).size > 0) throw invalidQuery('The columns of a table function must be named');
  const scope = { catalog, project: place.project, location, defaultDataset: null, temporary: new Set<string>() };
  const { sql, reads } = bind(statement.tokens, 0, scope);
  const name = catalog.sqlName(place);
  const types = parameters.map(({ type }) => duckDbTypeOf(type));
  const head = parameters.map((parameter, index) => `${quoteName(parameter.name)} ${types[index]}`);
  try {
    await connection.run(`CREATE MACRO ${name}(${head.join(', ')}) AS TABLE ${sql}`);
    try {
      // DuckDB looks at the body only when it is called.
      await describeQuery(connection, `SELECT * FROM ${name}(${types.map((type) => `CAST(NULL AS ${type})`)})`);
    } catch (error) {
      await connection.run(`DROP MACRO TABLE ${name}`);
      throw error;
    }
  } catch (error) {
    throw queryError(error);
  }
  return { reads };
}
