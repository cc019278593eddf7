import type { DashboardRequest } from './answer.ts';
import type { Endpoint, Prepared } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { Problem } from './problem.ts';
import { takesGzip } from './represented.ts';
import { parseTarget } from './target.ts';

/** What is asked of the API, understood: it depends on the request alone, and on none of its headers but two. */
export interface Question extends Prepared {
  readonly endpoint: Endpoint;
  /** The same for all who ask the same. */
  readonly key: string;
  readonly isGzipTaken: boolean;
}

/** Where the API says in words for programs what it is. */
export const documentPath = '/api/v1/openapi.json';

/** Throws Problem for what the API does not have or take. */
export function parseQuestion(request: DashboardRequest): Question {
  const { segments, query } = parseTarget(request.target);
  const { endpoint, texts } = route(segments.slice(2));
  checkNames(queryNamesOf(endpoint), query);
  const prepared = endpoint.prepare(new Map([...query, ...texts]), request);
  const asked = [...query, ...texts].filter(([name]) => name !== 'format').toSorted();
  const key = JSON.stringify([endpoint.path, prepared.medium.format, asked]);
  return { ...prepared, endpoint, key, isGzipTaken: takesGzip(request) };
}

interface Route {
  readonly endpoint: Endpoint;
  /** The parameters in the path. */
  readonly texts: ReadonlyMap<string, string>;
}

function route(segments: readonly string[]): Route {
  for (const endpoint of endpoints) {
    const pattern = endpoint.path.slice(1).split('/');
    const fits = pattern.length === segments.length && pattern.every((part, i) => isHole(part) || part === segments[i]);
    if (!fits) continue;
    const holes = pattern.flatMap((part, i) => (isHole(part) ? [[part.slice(1, -1), segments[i] ?? ''] as const] : []));
    return { endpoint, texts: new Map(holes) };
  }
  throw new Problem(404, `There is nothing here: ${documentPath} says what there is`);
}

function isHole(part: string): boolean {
  return part.startsWith('{');
}

function queryNamesOf({ parameters }: Endpoint): readonly string[] {
  return Object.keys(parameters).filter((name) => parameters[name]?.place === 'query');
}

/** Throws Problem for a parameter that is not known. */
export function checkNames(known: readonly string[], query: ReadonlyMap<string, string>): void {
  if ([...query.keys()].every((name) => known.includes(name))) return;
  const expected = known.length === 0 ? 'none' : `some of ${known.join(', ')}`;
  throw new Problem(400, `Cannot read a parameter of another name: expected ${expected}`);
}
