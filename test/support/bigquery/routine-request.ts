import Type from 'typebox';
import { parserOf } from '../../../function/core/shape.ts';
import { invalidRequest, notCovered } from './errors.ts';
import { type FieldType, fieldTypeOf } from './fields.ts';

/** A table function as a request describes it. */
export interface RoutineRequest {
  readonly id: string;
  readonly parameters: readonly Parameter[];
  readonly query: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Parameter {
  readonly name: string;
  readonly type: FieldType;
}

/** @throws {GoogleApiError} */
export function parseRoutine(body: unknown): RoutineRequest {
  const parsed = parseBody(body, (problem) => invalidRequest(`Invalid routine: ${problem}`));
  const { routineReference, routineType, language, definitionBody, arguments: given = [], ...details } = parsed;
  const { routineId: id } = routineReference;
  if (!/^\w{1,256}$/.test(id)) {
    throw invalidRequest(
      `Invalid routine ID "${id}". Routine IDs must be alphanumeric (plus underscores) and must be at most 256 characters long.`,
    );
  }
  if (routineType !== 'TABLE_VALUED_FUNCTION') throw notCovered(`routines of the type ${routineType}`);
  if (language !== 'SQL') throw notCovered('table functions that do not say that their language is SQL');
  const other = Object.keys(details).find((name) => name !== 'description');
  if (other !== undefined) throw notCovered(`"${other}" of a routine`);
  const parameters = given.map(({ name, dataType }) => ({ name, type: fieldTypeOf(name, dataType.typeKind) }));
  const names = new Set(parameters.map(({ name }) => name.toLowerCase()));
  if (names.size < parameters.length) throw invalidRequest('Invalid routine: two arguments have one name');
  return { id, parameters, query: definitionBody, details };
}

const parseBody = parserOf(
  Type.Object({
    routineReference: Type.Object({ routineId: Type.String() }),
    routineType: Type.String(),
    language: Type.Optional(Type.String()),
    arguments: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String({ pattern: '^[A-Za-z_]\\w*$' }),
            dataType: Type.Object({ typeKind: Type.String() }, { additionalProperties: false }),
          },
          { additionalProperties: false },
        ),
      ),
    ),
    definitionBody: Type.String({ minLength: 1 }),
  }),
);
