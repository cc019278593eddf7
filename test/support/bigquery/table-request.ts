import Type from 'typebox';
import { parserOf } from '../../../function/core/shape.ts';
import { invalidRequest, notCovered } from './errors.ts';
import { type Field, parseFields } from './fields.ts';

/** A table or view as a request describes it. */
export interface TableRequest {
  readonly id: string;
  readonly fields: readonly Field[];
  readonly expiresAt: number | null;
  readonly viewQuery: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** @throws {GoogleApiError} */
export function parseTable(body: unknown, now: number): TableRequest {
  const {
    tableReference: { tableId: id },
    schema = {},
    view,
    expirationTime = null,
    ...details
  } = parseBody(body, (problem) => invalidRequest(`Invalid table: ${problem}`));
  if (!/^[\p{L}\p{M}\p{N}\p{Pc}\p{Pd}\p{Zs}]+$/u.test(id) || Buffer.byteLength(id) > 1024) {
    throw invalidRequest(
      `Invalid table ID "${id}". Table IDs must be alphanumeric (plus underscores) and must be at most 1024 characters long.`,
    );
  }
  const other = Object.keys(details).find((name) => !DETAILS.has(name) && !WITH_EFFECT.has(name));
  if (other !== undefined) throw notCovered(`"${other}" of a table`);
  if (view !== undefined && view.useLegacySql !== false) throw notCovered('views in legacy SQL, which is the default');
  const fields = parseFields(schema);
  checkLayout(fields, details);
  const expiresAt = parseExpiration(expirationTime, now);
  return { id, fields, expiresAt, viewQuery: view?.query ?? null, details };
}

/** What a request changes of a table; `expiresAt` is undefined when it stays. @throws {GoogleApiError} */
export function parsePatch(
  body: unknown,
  now: number,
): { readonly expiresAt: number | null | undefined; readonly details: Readonly<Record<string, unknown>> } {
  const parsed = parseChanges(body, (problem) => invalidRequest(`Invalid table: ${problem}`));
  const { expirationTime, tableReference: _unchanged, ...details } = parsed;
  const other = Object.keys(details).find((name) => !DETAILS.has(name));
  if (other !== undefined) throw notCovered(`changing "${other}" of a table`);
  return { expiresAt: expirationTime === undefined ? undefined : parseExpiration(expirationTime, now), details };
}

/** Null for a table that never expires. */
function parseExpiration(value: unknown, now: number): number | null {
  if (value === null || value === '0' || value === 0) return null;
  const at = Number(value);
  if (!Number.isSafeInteger(at)) throw invalidRequest(`Invalid value for expirationTime: ${value}`);
  if (at <= now) throw invalidRequest(`Invalid value for expirationTime: ${value} is not in the future`);
  return at;
}

/** What is kept as it is, without any effect here. */
const DETAILS: ReadonlySet<string> = new Set(['description', 'friendlyName', 'labels', 'tableConstraints']);

/** What is kept, too, and checked against the schema. */
const WITH_EFFECT: ReadonlySet<string> = new Set(['timePartitioning', 'clustering']);

const expiration = Type.Union([Type.String(), Type.Number(), Type.Null()]);

const parseChanges = parserOf(
  Type.Object({ expirationTime: Type.Optional(expiration), tableReference: Type.Optional(Type.Unknown()) }),
);

const parseBody = parserOf(
  Type.Object({
    tableReference: Type.Object({ tableId: Type.String() }),
    schema: Type.Optional(Type.Unknown()),
    view: Type.Optional(Type.Object({ query: Type.String(), useLegacySql: Type.Optional(Type.Boolean()) })),
    expirationTime: Type.Optional(expiration),
  }),
);

const parseLayout = parserOf(
  Type.Object({
    timePartitioning: Type.Optional(
      Type.Object({
        type: Type.Enum(['DAY', 'HOUR', 'MONTH', 'YEAR']),
        field: Type.Optional(Type.String()),
        expirationMs: Type.Optional(Type.Unknown()),
      }),
    ),
    clustering: Type.Optional(Type.Object({ fields: Type.Array(Type.String(), { minItems: 1, maxItems: 4 }) })),
  }),
);

function checkLayout(fields: readonly Field[], details: unknown): void {
  const { timePartitioning, clustering } = parseLayout(details, (problem) =>
    invalidRequest(`Invalid table: ${problem}`),
  );
  const typeOf = (name: string) => fields.find((field) => field.name.toLowerCase() === name.toLowerCase())?.type;
  if (timePartitioning !== undefined) {
    const { field, expirationMs } = timePartitioning;
    if (field === undefined) throw notCovered('partitions by time of ingestion');
    if (expirationMs !== undefined) throw notCovered('partitions that expire');
    if (typeOf(field) === undefined) {
      throw invalidRequest(`The field specified for partitioning cannot be found in the schema: ${field}`);
    }
    if (typeOf(field) !== 'DATE' && typeOf(field) !== 'TIMESTAMP') {
      throw invalidRequest(
        `The field specified for partitioning must be of type TIMESTAMP, DATE or DATETIME: ${field}`,
      );
    }
  }
  for (const name of clustering?.fields ?? []) {
    if (typeOf(name) === undefined) {
      throw invalidRequest(`The field specified for clustering cannot be found in the schema: ${name}`);
    }
  }
}
