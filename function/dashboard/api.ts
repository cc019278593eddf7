import { dayOf } from '../core/day.ts';
import type { Answer, DashboardRequest } from './answer.ts';
import type { AnswerCache } from './cache.ts';
import type { Endpoint } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import type { Holdings } from './ledger.ts';
import { type Format, format } from './parameters.ts';
import { Problem } from './problem.ts';
import { representBody } from './represent-body.ts';
import { answerRepresented } from './represented.ts';
import { rowsOf } from './rows.ts';
import type { Source } from './source.ts';
import type { Target } from './target.ts';

export interface ApiOptions {
  readonly source: Source;
  readonly cache: AnswerCache;
  readonly holdings: () => Promise<Holdings>;
  readonly now: () => Date;
}

/** Answers what is asked below `/api/v1`. Throws Problem for what it does not have or take. */
export async function answerApi(
  { source, cache, holdings, now }: ApiOptions,
  { segments, query }: Target,
  request: DashboardRequest,
): Promise<Answer> {
  const { endpoint, texts } = route(segments.slice(2));
  checkNames(endpoint, query);
  const read = endpoint.prepare(new Map([...query, ...texts]));
  const wanted = format.read('format', query.get('format')) ?? accepted(request.headers.accept);
  const held = await holdings();
  const today = dayOf(now());
  const asked = [...query, ...texts].filter(([name]) => name !== 'format').toSorted();
  // The calendar is another one on another day, whatever the ledger says.
  const answer = await cache.get(
    `${held.version} ${today}`,
    JSON.stringify([endpoint.path, wanted, asked]),
    async () => {
      const ask = async (sql: string) => rowsOf(await source.query(sql));
      return representBody(await read({ holdings: held, today, ask }), endpoint, wanted);
    },
  );
  return answerRepresented(answer, request, { 'Cache-Control': 'private, no-cache', Vary: 'Accept' });
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
  throw new Problem(404, 'There is nothing here: /api/v1/openapi.json says what there is');
}

function isHole(part: string): boolean {
  return part.startsWith('{');
}

function checkNames({ parameters }: Endpoint, query: ReadonlyMap<string, string>): void {
  const known = [...Object.keys(parameters).filter((name) => parameters[name]?.place === 'query'), 'format'];
  if ([...query.keys()].some((name) => !known.includes(name))) {
    throw new Problem(400, `Cannot read a parameter of another name: expected some of ${known.join(', ')}`);
  }
}

/** https://www.rfc-editor.org/rfc/rfc9110#name-accept, as far as there is a choice: JSON unless CSV is liked better. */
function accepted(accept: string | undefined): Format {
  const ranges = (accept ?? '').split(',').map((range) => range.trim().toLowerCase());
  const weightOf = (...types: readonly string[]) =>
    Math.max(0, ...ranges.filter((range) => types.includes(range.split(';')[0] ?? '')).map(weight));
  return weightOf('text/csv') > weightOf('application/json', 'application/*', '*/*') ? 'csv' : 'json';
}

function weight(range: string): number {
  const [, q] = /;\s*q=(\d(?:\.\d+)?)/.exec(range) ?? [];
  return q === undefined ? 1 : Number(q);
}
