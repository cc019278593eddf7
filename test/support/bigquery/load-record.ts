import { DuckDBDateValue, DuckDBTimestampTZValue, type DuckDBValue } from '@duckdb/node-api';
import { JobError } from './errors.ts';
import type { Field } from './fields.ts';
import { isDay, parseMicros } from './times.ts';

/**
 * One line of JSON as the values of the columns. Texts without a zone, seconds since 1970 and other texts for booleans
 * than true and false, which BigQuery would take, are refused. @throws {JobError}
 */
export function readRecord(line: string, fields: readonly Field[], ignoresUnknown: boolean): DuckDBValue[] {
  const record = parseObject(line);
  const values: DuckDBValue[] = fields.map(() => null);
  for (const [name, value] of Object.entries(record)) {
    const index = fields.findIndex((field) => field.name === name || field.name.toLowerCase() === name.toLowerCase());
    const field = fields[index];
    if (field !== undefined) values[index] = value === null ? null : convert(field, value, line);
    else if (!ignoresUnknown) throw bad(`No such field: ${name}.`);
  }
  for (const [index, { name, mode }] of fields.entries()) {
    if (mode !== 'REQUIRED' || values[index] !== null) continue;
    throw bad(
      name in record
        ? `Only optional fields can be set to NULL. Field: ${name}; Value: NULL`
        : `Missing required field: ${name}.`,
    );
  }
  return values;
}

function parseObject(line: string): object {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw bad(`Parser terminated before end of string`);
  }
  if (value instanceof Object && !Array.isArray(value)) return value;
  throw bad('Start of object expected.');
}

function convert(field: Field, value: unknown, line: string): DuckDBValue {
  const converted = typeof value === 'object' ? null : toValue(field, value, line);
  if (converted !== null) return converted;
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
  throw bad(`Could not convert value to ${field.type.toLowerCase()}. Field: ${field.name}; Value: ${shown}`);
}

/** Null for a value that the column does not take. */
function toValue({ name, type }: Field, value: unknown, line: string): DuckDBValue {
  // A number as it is written: JSON.parse may have rounded it.
  const text = typeof value === 'number' ? numberText(line, name, value) : String(value);
  switch (type) {
    case 'STRING':
      // Half a surrogate pair, which JSON can spell, is no text.
      return text.isWellFormed() ? text : null;
    case 'INTEGER':
      return typeof value === 'boolean' ? null : parseInt64(text);
    case 'FLOAT':
      return typeof value === 'boolean' ? null : parseFloat64(text);
    case 'BOOLEAN':
      return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : null;
    case 'DATE':
      return isDay(text) ? new DuckDBDateValue(Date.parse(text) / 86_400_000) : null;
    case 'TIMESTAMP': {
      const micros = parseMicros(text);
      return micros === null ? null : new DuckDBTimestampTZValue(micros);
    }
    default:
      return null;
  }
}

function numberText(line: string, name: string, value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const member = new RegExp(`"${RegExp.escape(name)}"\\s*:\\s*(-?[\\d.eE+-]+)`, 'i').exec(line);
  return member?.[1] ?? String(value);
}

function parseInt64(text: string): bigint | null {
  if (!/^[+-]?\d{1,30}$/.test(text)) return null;
  const value = BigInt(text.replace('+', ''));
  return BigInt.asIntN(64, value) === value ? value : null;
}

function parseFloat64(text: string): number | null {
  if (/^[+-]?(?:inf|infinity)$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return Number.NaN;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}

function bad(problem: string): JobError {
  return new JobError({ reason: 'invalid', message: problem });
}
