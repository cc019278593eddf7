import Type, { type TObject, type TSchema } from 'typebox';
import type { Columns, ResultType } from '../schema/column.ts';

const kinds = {
  DATE: { type: 'string', format: 'date' },
  TIMESTAMP: { type: 'string', format: 'date-time' },
  STRING: { type: 'string' },
  INT64: { type: 'integer' },
  FLOAT64: { type: 'number' },
  BOOL: { type: 'boolean' },
} as const satisfies Readonly<Record<ResultType, object>>;

/** The members that columns become in an answer, each with the one description that the column has. */
export function membersOf(columns: Columns<ResultType>): Readonly<Record<string, TSchema>> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, { type, nullable, description }]) => {
      const kind = kinds[type];
      return [name, Type.Unsafe({ ...kind, type: nullable === true ? [kind.type, 'null'] : kind.type, description })];
    }),
  );
}

/** An object with these members and no others. */
export function shapeOf(members: Readonly<Record<string, TSchema>>): TObject {
  return Type.Object({ ...members }, { additionalProperties: false });
}

export function listOf(members: Readonly<Record<string, TSchema>>, description: string): TSchema {
  return Type.Array(shapeOf(members), { description });
}

/** The columns of a view but those that an answer says once for all its rows. */
export function without(columns: Columns<ResultType>, ...names: readonly string[]): Columns<ResultType> {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => !names.includes(name)));
}

/** The columns of a view in a SELECT, each behind its table's name. */
export function selected(columns: Columns<ResultType>, table: string): string {
  return Object.keys(columns)
    .map((name) => `${table}.${name}`)
    .join(', ');
}
