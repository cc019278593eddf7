import type { Cell } from '../../core/warehouse.ts';

/** Turns a value as BigQuery answers it into a plain one: numbers while they are exact, ISO 8601 for times, JSON for what is nested. */
export function toCell(
  { type, mode }: { readonly type: string; readonly mode?: string | undefined },
  value: unknown,
): Cell {
  if (value === null) return null;
  if (mode === 'REPEATED' || typeof value === 'object') return JSON.stringify(value);
  const text = String(value);
  switch (type) {
    case 'INTEGER':
      return exactNumber(text);
    case 'FLOAT':
      return Number(text);
    case 'BOOLEAN':
      return text === 'true';
    case 'TIMESTAMP':
      // In microseconds.
      return new Date(Number(text) / 1000).toISOString();
    default:
      return text;
  }
}

function exactNumber(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}
