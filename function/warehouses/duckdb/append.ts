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
import type { ColumnType } from '../../schema/column.ts';

/** DuckDB's own vector size: a chunk holds no more. */
const rowsPerChunk = 2048;

export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Appends rows in whole chunks, inside the connection's transaction. */
export async function appendRows(
  connection: DuckDBConnection,
  {
    table,
    columns,
  }: { readonly table: string; readonly columns: Readonly<Record<string, { readonly type: ColumnType }>> },
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const writers = Object.entries(columns).map(([name, { type }]) => ({ name, ...converters[type]() }));
  const types = writers.map(({ type }) => type);
  const appender = await connection.createAppender(table);
  try {
    for (let start = 0; start < rows.length; start += rowsPerChunk) {
      const slice = rows.slice(start, start + rowsPerChunk);
      const chunk = DuckDBDataChunk.create(types, slice.length);
      chunk.setColumns(writers.map(({ name, convert }) => slice.map((row) => orNull(row[name], convert))));
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  } catch (error) {
    // Once collected as garbage, it would write what it still holds, after the transaction and outside of any.
    appender.clear();
    throw error;
  }
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

function orNull(value: Row[string] | undefined, convert: Converter['convert']): DuckDBValue {
  return value === null || value === undefined ? null : convert(value);
}

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
