import {
  DuckDBBlobValue,
  type DuckDBConnection,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListType,
  DuckDBListValue,
  type DuckDBResultReader,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';
import { invalidQuery } from './errors.ts';
import type { Field, FieldType } from './fields.ts';

/** A value of a result: as text, a timestamp in microseconds since 1970, or an array. */
export type Cell = string | bigint | null | readonly Cell[];

export interface ResultTable {
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What DuckDB answered, as BigQuery understands it. @throws {JobError} for what is no result there. */
export function resultTable(reader: DuckDBResultReader): ResultTable {
  const fields = fieldsOf(reader.columnNames(), reader.columnTypes());
  const rows = reader.getRows().map((row) => row.map((value, column) => toCell(value, fields[column]?.type)));
  return { fields, rows };
}

/** The columns of a query, without running it. */
export async function describeQuery(connection: DuckDBConnection, sql: string): Promise<readonly Field[]> {
  const prepared = await connection.prepare(sql);
  const indexes = Array.from({ length: prepared.columnCount }, (_, index) => index);
  return fieldsOf(
    indexes.map((index) => prepared.columnName(index)),
    indexes.map((index) => prepared.columnType(index)),
  );
}

function fieldsOf(names: readonly string[], types: readonly DuckDBType[]): readonly Field[] {
  const seen = new Set<string>();
  const repeated = names.filter((name) => seen.size === seen.add(name.toLowerCase()).size);
  if (repeated.length > 0) {
    throw invalidQuery(
      `Duplicate column names in the result are not supported. Found duplicate(s): ${repeated.join(', ')}`,
    );
  }
  return names.map((name, column) => {
    const type = types[column];
    const isList = type instanceof DuckDBListType;
    return { name, type: fieldType(isList ? type.valueType : type), mode: isList ? 'REPEATED' : 'NULLABLE' };
  });
}

function fieldType(type: DuckDBType | undefined): FieldType {
  const known = type && TYPES[type.typeId];
  if (known !== undefined) return known;
  throw invalidQuery(`Results of DuckDB's type ${String(type)} are not covered by the stand-in`);
}

const TYPES: Readonly<Partial<Record<DuckDBTypeId, FieldType>>> = {
  [DuckDBTypeId.VARCHAR]: 'STRING',
  [DuckDBTypeId.BOOLEAN]: 'BOOLEAN',
  [DuckDBTypeId.TINYINT]: 'INTEGER',
  [DuckDBTypeId.SMALLINT]: 'INTEGER',
  [DuckDBTypeId.INTEGER]: 'INTEGER',
  [DuckDBTypeId.BIGINT]: 'INTEGER',
  [DuckDBTypeId.HUGEINT]: 'INTEGER',
  [DuckDBTypeId.UBIGINT]: 'INTEGER',
  [DuckDBTypeId.SQLNULL]: 'INTEGER',
  [DuckDBTypeId.FLOAT]: 'FLOAT',
  [DuckDBTypeId.DOUBLE]: 'FLOAT',
  [DuckDBTypeId.DECIMAL]: 'NUMERIC',
  [DuckDBTypeId.DATE]: 'DATE',
  [DuckDBTypeId.TIMESTAMP]: 'DATETIME',
  [DuckDBTypeId.TIMESTAMP_TZ]: 'TIMESTAMP',
  [DuckDBTypeId.BLOB]: 'BYTES',
};

function toCell(value: DuckDBValue, type: FieldType | undefined): Cell {
  if (value === null) return null;
  if (value instanceof DuckDBListValue) return value.items.map((item) => toCell(item, type));
  if (value instanceof DuckDBTimestampTZValue) return value.micros;
  if (value instanceof DuckDBTimestampValue) return value.toString().replace(' ', 'T');
  if (value instanceof DuckDBDecimalValue) return value.toString().replace(/\.0+$|(\.\d*?)0+$/, '$1');
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('base64');
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) !== value) throw invalidQuery(`int64 overflow: ${value}`);
  if (typeof value === 'number' && type === 'FLOAT') return floatText(value);
  return String(value);
}

/** As Java writes a double, and so BigQuery. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

export type RowObject = Readonly<Record<string, string | number | boolean | null | readonly unknown[]>>;

/** For a test that looks into the tables: numbers while they are exact, ISO 8601 for times. */
export function rowObjects(reader: DuckDBResultReader): readonly RowObject[] {
  const names = reader.columnNames();
  return reader.getRows().map((row) => Object.fromEntries(row.map((value, column) => [names[column], toPlain(value)])));
}

function toPlain(value: DuckDBValue): RowObject[string] {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof DuckDBListValue) return value.items.map(toPlain);
  if (value instanceof DuckDBTimestampTZValue) return isoText(value.micros);
  return value instanceof DuckDBDateValue ? value.toString() : String(value);
}

/** Microseconds only where there are any. */
export function isoText(micros: bigint): string {
  const rest = ((micros % 1000n) + 1000n) % 1000n;
  const text = new Date(Number((micros - rest) / 1000n)).toISOString();
  return rest === 0n ? text : text.replace('Z', `${String(rest).padStart(3, '0')}Z`);
}
