import { dayOf } from '../core/day.ts';
import type { Answer, DashboardRequest } from './answer.ts';
import type { AnswerCache } from './cache.ts';
import type { Endpoint } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import type { Holdings } from './ledger.ts';
import { openApiDocument } from './openapi.ts';
import { Problem } from './problem.ts';
import { answerRepresented, represent } from './represented.ts';
import { rowsOf } from './rows.ts';
import type { Source } from './source.ts';
import type { Target } from './target.ts';

export interface ApiOptions {
  readonly source: Source;
  readonly cache: AnswerCache;
  readonly holdings: () => Promise<Holdings>;
  readonly now: () => Date;
}

/** Whoever keeps an answer asks each time whether it is still the one. */
const caching = { 'Cache-Control': 'private, no-cache', Vary: 'Accept' };

const document = represent('application/json', Buffer.from(JSON.stringify(openApiDocument(endpoints))));

/** Answers what is asked below `/api/v1`. Throws Problem for what it does not have or take. */
export async function answerApi(
  { source, cache, holdings, now }: ApiOptions,
  { segments, query }: Target,
  request: DashboardRequest,
): Promise<Answer> {
  const names = segments.slice(2);
  if (names.join('/') === 'openapi.json') {
    checkNames([], query);
    return answerRepresented(await document, request, caching);
  }
  const { endpoint, texts } = route(names);
  checkNames(queryNamesOf(endpoint), query);
  const { medium, read } = endpoint.prepare(new Map([...query, ...texts]), request.headers.accept);
  const held = await holdings();
  const today = dayOf(now());
  const asked = [...query, ...texts].filter(([name]) => name !== 'format').toSorted();
  const key = JSON.stringify([endpoint.path, medium.format, asked]);
  // The calendar is another one on another day, whatever the ledger says.
  const answer = await cache.get(`${held.version} ${today}`, key, async () => {
    const ask = async (sql: string) => rowsOf(await source.query(sql));
    const body = await read({ holdings: held, today, ask });
    return represent(medium.type, Buffer.from(medium.write(body, endpoint.answer)));
  });
  return answerRepresented(answer, request, caching);
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

function queryNamesOf({ parameters }: Endpoint): readonly string[] {
  return Object.keys(parameters).filter((name) => parameters[name]?.place === 'query');
}

function checkNames(known: readonly string[], query: ReadonlyMap<string, string>): void {
  if ([...query.keys()].every((name) => known.includes(name))) return;
  const expected = known.length === 0 ? 'none' : `some of ${known.join(', ')}`;
  throw new Problem(400, `Cannot read a parameter of another name: expected ${expected}`);
}
