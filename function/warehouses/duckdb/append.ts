import {
  BIGINT,
  BOOLEAN,
  DATE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api';
import type { Column, ColumnType } from '../../schema/column.ts';
import { type TableName, tables } from '../../schema/tables.ts';

/** DuckDB's own vector size: a chunk holds no more. */
const rowsPerChunk = 2048;

type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Appends rows in whole chunks, inside the connection's transaction. */
export async function appendRows(connection: DuckDBConnection, table: TableName, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const described: Readonly<Record<string, Column>> = tables[table].columns;
  const columns = Object.entries(described).map(([name, { type }]) => ({ name, ...converters[type]() }));
  const types = columns.map(({ type }) => type);
  const appender = await connection.createAppender(table);
  for (let start = 0; start < rows.length; start += rowsPerChunk) {
    const slice = rows.slice(start, start + rowsPerChunk);
    const chunk = DuckDBDataChunk.create(types, slice.length);
    chunk.setColumns(
      columns.map(({ name, convert }) =>
        slice.map((row) => {
          const value = row[name];
          return value === null || value === undefined ? null : convert(value);
        }),
      ),
    );
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

interface Converter {
  readonly type: DuckDBType;
  readonly convert: (value: string | number | boolean) => DuckDBValue;
}

const converters: Readonly<Record<ColumnType, () => Converter>> = {
  STRING: () => ({ type: VARCHAR, convert: (value) => value }),
  BOOL: () => ({ type: BOOLEAN, convert: (value) => value }),
  INT64: () => ({ type: BIGINT, convert: BigInt }),
  DATE: () => ({ type: DATE, convert: repeated((text) => new DuckDBDateValue(Date.parse(text) / 86_400_000)) }),
  TIMESTAMP: () => ({
    type: TIMESTAMP,
    convert: repeated((text) => new DuckDBTimestampValue(BigInt(Date.parse(text)) * 1000n)),
  }),
};

/** Days and times come in long runs of the same text: each run is parsed once. */
function repeated(parse: (text: string) => DuckDBValue): Converter['convert'] {
  let lastText: string | number | boolean | undefined;
  let last: DuckDBValue = null;
  return (text) => {
    if (text !== lastText) {
      last = parse(String(text));
      lastText = text;
    }
    return last;
  };
}
