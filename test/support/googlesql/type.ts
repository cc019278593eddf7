import { TypeKind } from '@fivetrandevelopers/zetasql/lib/types/zetasql/TypeKind.js';
import type { TypeProto } from '@fivetrandevelopers/zetasql/lib/types/zetasql/TypeProto.js';
import Type from 'typebox';
import { parserOf } from '../../../function/core/shape.ts';
import type { ColumnType } from '../../../function/schema/column.ts';

/** A type as a person writes it, such as `ARRAY<STRING>`, and as the protocol does. */
export interface GoogleSqlType {
  readonly name: string;
  readonly proto: TypeProto;
}

export function typeOf(name: ColumnType): GoogleSqlType {
  return { name, proto: { typeKind: `TYPE_${name}` } };
}

export function parseType(value: unknown): GoogleSqlType {
  const { typeKind, arrayType, structType } = parseMessage(value, notAType);
  if (arrayType !== undefined) return arrayOf(parseType(arrayType.elementType));
  if (structType !== undefined) {
    return structOf(structType.field.map(({ fieldName, fieldType }) => [fieldName, parseType(fieldType)]));
  }
  if (!isTypeKind(typeKind)) throw notAType(`there is no ${typeKind}`);
  // The protocol keeps the name that BigQuery's FLOAT64 has inside Google.
  const name = typeKind === 'TYPE_DOUBLE' ? 'FLOAT64' : typeKind.replace('TYPE_', '');
  return { name, proto: { typeKind } };
}

const parseMessage = parserOf(
  Type.Object({
    typeKind: Type.String(),
    arrayType: Type.Optional(Type.Object({ elementType: Type.Unknown() })),
    structType: Type.Optional(
      Type.Object({ field: Type.Array(Type.Object({ fieldName: Type.String(), fieldType: Type.Unknown() })) }),
    ),
  }),
);

function arrayOf(element: GoogleSqlType): GoogleSqlType {
  return {
    name: `ARRAY<${element.name}>`,
    proto: { typeKind: 'TYPE_ARRAY', arrayType: { elementType: element.proto } },
  };
}

function structOf(fields: readonly (readonly [string, GoogleSqlType])[]): GoogleSqlType {
  return {
    name: `STRUCT<${fields.map(([name, type]) => `${name} ${type.name}`).join(', ')}>`,
    proto: {
      typeKind: 'TYPE_STRUCT',
      structType: { field: fields.map(([fieldName, { proto }]) => ({ fieldName, fieldType: proto })) },
    },
  };
}

function isTypeKind(name: string): name is keyof typeof TypeKind {
  return name in TypeKind;
}

function notAType(problem: string): Error {
  return new Error(`Cannot read a type of GoogleSQL's: ${problem}`);
}
