import type { Settings } from '../../config.ts';
import { UsageError } from '../../core/errors.ts';
import type { Cell } from '../../core/warehouse.ts';
import { openWarehouse } from '../open.ts';
import { jupyterDisplay, type Shown, tableForms } from './display.ts';

export type Row = Readonly<Record<string, Cell>>;

/** The rows of a query, by the names of their columns; shown as a table. */
export type Answer = readonly Row[] & Shown;

/** Asks the warehouse one question. A file is open for no longer than that: whoever loads days must be able to write. */
export async function queryWarehouse(settings: Settings, sql: string, now: () => Date): Promise<Answer> {
  const warehouse = await openWarehouse(settings, 'read', { now });
  try {
    const result = await warehouse.query(sql);
    const rows = result.rows.map((row) => Object.fromEntries(result.columns.map((name, i) => [name, row[i] ?? null])));
    return Object.assign(rows, { [jupyterDisplay]: () => tableForms(result) });
  } finally {
    await warehouse.close();
  }
}

/** The first row of an answer. Throws UsageError where there is none. */
export function firstOf(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined)
    throw new UsageError('The question has no answer in what is loaded: load more days, or ask for others');
  return row;
}
