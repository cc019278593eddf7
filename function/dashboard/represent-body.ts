import { stringify } from 'csv-stringify/sync';
import type { Body, Endpoint, Json } from './endpoint.ts';
import type { Format } from './parameters.ts';
import { type Represented, represent } from './represented.ts';

/** An answer of the API as JSON, or its list as CSV. */
export function representBody(body: Body, { list }: Pick<Endpoint, 'list'>, format: Format): Promise<Represented> {
  return format === 'json'
    ? represent('application/json', Buffer.from(JSON.stringify(body)))
    : represent('text/csv; charset=utf-8', Buffer.from(toCsv(rowsIn(body[list]))));
}

function rowsIn(list: Json | undefined): readonly Readonly<Record<string, Json>>[] {
  if (!Array.isArray(list)) return [];
  return list.filter((row) => row instanceof Object && !Array.isArray(row));
}

/** As `query --format csv` has it: every text is quoted; what is nested is JSON. */
function toCsv(rows: readonly Readonly<Record<string, Json>>[]): string {
  return stringify(
    rows.map((row) => Object.values(row)),
    { header: true, columns: Object.keys(rows[0] ?? {}), quoted_string: true, cast: { boolean: String } },
  );
}
