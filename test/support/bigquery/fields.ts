import Type from 'typebox';
import { parserOf } from '../../../function/core/shape.ts';
import { invalidRequest, notCovered } from './errors.ts';

/** A column as BigQuery's API describes it. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly mode: 'REQUIRED' | 'NULLABLE' | 'REPEATED';
  readonly description?: string;
}

/** As answers name it; requests may use the names of GoogleSQL. */
export type FieldType =
  | 'STRING'
  | 'INTEGER'
  | 'FLOAT'
  | 'BOOLEAN'
  | 'DATE'
  | 'TIMESTAMP'
  | 'DATETIME'
  | 'NUMERIC'
  | 'BYTES';

/** The schema of a table that a request describes. @throws {GoogleApiError} */
export function parseFields(schema: unknown): readonly Field[] {
  const { fields = [] } = parseSchema(schema, (problem) => invalidRequest(`Invalid schema: ${problem}`));
  const seen = new Set<string>();
  return fields.map(({ name, type, mode = 'NULLABLE', description, ...rest }) => {
    if (!/^[\p{L}_][\p{L}\p{N}_]{0,299}$/u.test(name)) {
      throw invalidRequest(
        `Invalid field name "${name}". Fields must contain the allowed characters, and be at most 300 characters long.`,
      );
    }
    if (seen.has(name.toLowerCase())) throw invalidRequest(`Field ${name} already exists in schema`);
    seen.add(name.toLowerCase());
    const [other] = Object.keys(rest);
    if (other !== undefined) throw notCovered(`"${other}" of a field, here of ${name}`);
    return {
      name,
      type: fieldTypeOf(name, type),
      mode: parseMode(name, mode),
      ...(description !== undefined && { description }),
    };
  });
}

/** For DuckDB. */
export function columnDdl({ name, type, mode }: Field): string {
  return `"${name}" ${duckDbTypeOf(type)}${mode === 'REQUIRED' ? ' NOT NULL' : ''}`;
}

const parseSchema = parserOf(
  Type.Object({
    fields: Type.Optional(
      Type.Array(
        Type.Object({
          name: Type.String(),
          type: Type.String(),
          mode: Type.Optional(Type.String()),
          description: Type.Optional(Type.String()),
        }),
      ),
    ),
  }),
);

export function duckDbTypeOf(type: FieldType): string {
  return DUCKDB_TYPES[type];
}

/** The type of a column or argument by the name that a request gives it. @throws {GoogleApiError} */
export function fieldTypeOf(name: string, type: string): FieldType {
  const known = TYPES[type.toUpperCase()];
  if (known !== undefined) return known;
  if (OTHER_TYPES.has(type.toUpperCase())) throw notCovered(`columns of the type ${type}, here ${name}`);
  throw invalidRequest(`Invalid value for type: ${type} is not a valid value`);
}

function parseMode(name: string, mode: string): Field['mode'] {
  const known = mode.toUpperCase();
  if (known === 'REQUIRED' || known === 'NULLABLE') return known;
  if (known === 'REPEATED') throw notCovered(`columns of the mode ${mode}, here ${name}`);
  throw invalidRequest(`Invalid value for mode: ${mode} is not a valid value`);
}

const TYPES: Readonly<Record<string, FieldType>> = {
  STRING: 'STRING',
  INTEGER: 'INTEGER',
  INT64: 'INTEGER',
  FLOAT: 'FLOAT',
  FLOAT64: 'FLOAT',
  BOOLEAN: 'BOOLEAN',
  BOOL: 'BOOLEAN',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP',
};

const OTHER_TYPES: ReadonlySet<string> = new Set([
  ...['BYTES', 'DATETIME', 'TIME', 'NUMERIC', 'BIGNUMERIC', 'GEOGRAPHY', 'JSON', 'RECORD', 'STRUCT', 'RANGE'],
  'INTERVAL',
]);

const DUCKDB_TYPES: Readonly<Record<FieldType, string>> = {
  STRING: 'VARCHAR',
  INTEGER: 'BIGINT',
  FLOAT: 'DOUBLE',
  BOOLEAN: 'BOOLEAN',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMPTZ',
  DATETIME: 'TIMESTAMP',
  NUMERIC: 'DECIMAL(38, 9)',
  BYTES: 'BLOB',
};
