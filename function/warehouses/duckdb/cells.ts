import {
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValueConverter,
  type Json,
  JsonDuckDBValueConverter,
} from '@duckdb/node-api';
import type { Cell } from '../../core/warehouse.ts';

/** Turns DuckDB's values into plain ones: numbers while they are exact, ISO 8601 for times, JSON text for nested ones. */
export const toCell: DuckDBValueConverter<Cell> = (value, type) => {
  if (value === null) return null;
  if (typeof value === 'bigint') return exactNumber(value);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) {
    return value.isFinite ? new Date(Number(value.micros / 1000n)).toISOString() : value.toString();
  }
  return fromJson(JsonDuckDBValueConverter(value, type, JsonDuckDBValueConverter));
};

function exactNumber(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

function fromJson(json: Json | null): Cell {
  return json !== null && typeof json === 'object' ? JSON.stringify(json) : json;
}
