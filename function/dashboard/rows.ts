import type { Cell, QueryResult } from '../core/warehouse.ts';

/** A row by its columns' names. */
export type Row = Readonly<Record<string, Cell>>;

export function rowsOf({ columns, rows }: QueryResult): readonly Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null])));
}

/** Rows by what one of their columns holds, in the order they came. */
export function groupBy(rows: readonly Row[], column: string): ReadonlyMap<Cell, readonly Row[]> {
  return Map.groupBy(rows, (row) => row[column] ?? null);
}
