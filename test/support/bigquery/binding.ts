import { type Catalog, nameOf, type Place } from './catalog.ts';
import { quoteName } from './database.ts';
import { invalidQuery } from './errors.ts';
import { type Path, pathAt, readPaths } from './paths.ts';
import type { Token } from './tokens.ts';
import { translate } from './translate.ts';

/** What names mean for whoever wrote a statement. */
export interface Scope {
  readonly catalog: Catalog;
  readonly project: string;
  readonly location: string;
  readonly defaultDataset: Pick<Place, 'project' | 'dataset'> | null;
  /** The temporary tables of the session. */
  readonly temporary: ReadonlySet<string>;
}

/** A name resolved; a temporary table is in no place. */
export interface Target {
  readonly place: Place | null;
  readonly sql: string;
  /** As messages name it. */
  readonly name: string;
  /** The first token behind it. */
  readonly next: number;
}

/** The table that a statement is about, which may not exist. @throws {JobError} */
export function targetAt(tokens: readonly Token[], first: number, scope: Scope): Target {
  const path = pathAt(tokens, first);
  const place = placeOf(path, scope);
  const next = path.last + 1;
  if (place === null) {
    const [id = ''] = path.parts;
    return { place, sql: temporaryName(id), name: id, next };
  }
  return { place, sql: scope.catalog.sqlName(place), name: nameOf(place), next };
}

export function temporaryName(id: string): string {
  return `temp.main.${quoteName(id)}`;
}

export interface Bound {
  readonly sql: string;
  /** The tables and views it reads, temporary ones aside. */
  readonly reads: readonly Place[];
}

/** The statement from token `start` on in DuckDB's words, each table resolved. @throws {JobError} */
export function bind(
  tokens: readonly Token[],
  start: number,
  scope: Scope,
  { isMerge = false, names }: { readonly isMerge?: boolean; readonly names?: ReadonlyMap<number, string> } = {},
): Bound {
  const reads: Place[] = [];
  const replaced = new Map<number, { last: number; sql: string }>();
  for (const path of readPaths(tokens, start, isMerge)) {
    const place = placeOf(path, scope);
    if (place !== null && path.isCall) {
      reads.push(...scope.catalog.resolveRoutine(place, scope.location).reads);
      replaced.set(path.first, { last: path.last, sql: scope.catalog.sqlName(place) });
      continue;
    }
    if (place !== null) reads.push(scope.catalog.resolve(place, scope.location));
    const sql = place === null ? temporaryName(path.parts[0] ?? '') : scope.catalog.sqlName(place);
    replaced.set(path.first, { last: path.last, sql });
  }
  return { sql: translate(tokens, start, replaced, names), reads };
}

/** Null for a temporary table. */
function placeOf({ parts, at, isCall }: Path, { project, defaultDataset, temporary }: Scope): Place | null {
  const [one = '', two = '', three = ''] = parts;
  if (parts.some((part) => part.toUpperCase() === 'INFORMATION_SCHEMA') || parts.length > 3) {
    throw invalidQuery(`The stand-in does not cover the table ${parts.join('.')} at ${at}`);
  }
  if (parts.length === 3) return { project: one, dataset: two, id: three };
  if (parts.length === 2) return { project, dataset: one, id: two };
  if (temporary.has(one) && !isCall) return null;
  if (defaultDataset !== null) return { ...defaultDataset, id: one };
  throw invalidQuery(
    `${isCall ? 'Table-valued function' : 'Table'} "${one}" must be qualified with a dataset (e.g. dataset.table).`,
  );
}
