import { nameOf, type Relation } from './catalog.ts';
import { JobError } from './errors.ts';
import type { Field } from './fields.ts';

/**
 * A job may leave out nullable columns and nothing else. BigQuery would let WRITE_TRUNCATE change the schema: here that
 * is an error, as it is nothing that anybody does on purpose. @throws {JobError}
 */
export function checkSchema(provided: readonly Field[], table: Relation): void {
  const wrong = (problem: string) =>
    new JobError({
      reason: 'invalid',
      message: `Provided Schema does not match Table ${nameOf(table)}. ${problem}`,
    });
  const rest = new Map(table.fields.map((field) => [field.name.toLowerCase(), field]));
  for (const { name, type, mode } of provided) {
    const own = rest.get(name.toLowerCase());
    rest.delete(name.toLowerCase());
    if (own === undefined) throw wrong(`Cannot add fields (field: ${name})`);
    if (own.type !== type) throw wrong(`Field ${name} has changed type from ${own.type} to ${type}`);
    if (own.mode !== mode) throw wrong(`Field ${name} has changed mode from ${own.mode} to ${mode}`);
  }
  for (const { name, mode } of rest.values()) {
    if (mode === 'REQUIRED') throw wrong(`Field ${name} is missing in new schema`);
  }
}
