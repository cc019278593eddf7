import { googleError } from '../google/errors.ts';
import type { GoogleReply, GoogleRequest } from '../google/server.ts';
import { invalidRequest } from './errors.ts';

/** One method of the API. `path` is what follows `/bigquery/v2/projects/{project}`, such as `/jobs/{job}`. */
export interface Route {
  readonly method: string;
  readonly path: string;
  answer(call: Call): GoogleReply | Promise<GoogleReply>;
}

export interface Call {
  readonly project: string;
  /** The decoded part of the path for a name in braces. */
  part(name: string): string;
  readonly query: URLSearchParams;
  /** The body, read as JSON. @throws {GoogleApiError} */
  json(): unknown;
}

export function createRouter(routes: readonly Route[]): (request: GoogleRequest) => GoogleReply | Promise<GoogleReply> {
  const compiled = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  return (request) => {
    for (const { route, pattern } of compiled) {
      const parts = pattern.exec(request.path)?.groups;
      if (parts === undefined || route.method !== request.method) continue;
      const part = (name: string) => decode(parts[name] ?? '');
      return route.answer({ project: part('project'), part, query: request.query, json: () => readJson(request) });
    }
    throw googleError(404, 'notFound', `The stand-in for BigQuery does not know ${request.method} ${request.path}`);
  };
}

export function ok(body: unknown): GoogleReply {
  return { status: 200, body };
}

/** A number among the parameters; undefined when it is not given. @throws {GoogleApiError} */
export function numberOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^\d{1,15}$/.test(text)) throw invalidRequest(`Invalid value for ${name}: ${text} is not a valid value`);
  return Number(text);
}

function patternOf(path: string): RegExp {
  const parts = `/bigquery/v2/projects/{project}${path}`.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${parts}$`);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalidRequest(`Invalid path: ${part}`);
  }
}

function readJson({ body }: GoogleRequest): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw googleError(400, 'parseError', 'Parse Error');
  }
}
