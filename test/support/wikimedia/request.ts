import type { IncomingMessage } from 'node:http';
import { ACTION_PATH } from './action-api.ts';
import { split } from './action-parameters.ts';
import { projectOf, RANKING_PATH } from './analytics-api.ts';

export type RequestKind = 'ranking' | 'categories' | 'siteinfo' | 'other';

/** A request as it arrived, before anything is answered. */
export interface WikimediaRequest {
  /** Counts from 0. */
  readonly index: number;
  readonly kind: RequestKind;
  readonly method: string;
  /** As on the request line, still encoded. */
  readonly url: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly project: string | undefined;
  /** The parameters of the URL and of a form body together. */
  readonly parameters: URLSearchParams;
  /** The URL and the body, decoded, for a fault's `match`. */
  readonly text: string;
  readonly userAgent: string;
  readonly acceptsGzip: boolean;
  /** Whether a POST says that it changes nothing, as is asked of clients. */
  readonly promisesNonWrite: boolean;
}

export async function readRequest(index: number, message: IncomingMessage): Promise<WikimediaRequest> {
  const url = message.url ?? '/';
  const [rawPath = '/', rawQuery = ''] = splitOnce(url, '?');
  const body = await readBody(message);
  const isForm = message.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const parameters = new URLSearchParams([
    ...new URLSearchParams(rawQuery),
    ...new URLSearchParams(isForm ? body : ''),
  ]);
  const path = decode(rawPath);
  const project = projectIn(path);
  return {
    index,
    kind: kindOf(path, parameters),
    method: message.method ?? 'GET',
    url,
    path,
    project,
    parameters,
    text: [path, ...[...parameters].map(([name, value]) => `${name}=${value}`)].join('\n'),
    userAgent: message.headers['user-agent'] ?? '',
    acceptsGzip: /\bgzip\b/u.test(String(message.headers['accept-encoding'] ?? '')),
    promisesNonWrite: message.headers['promise-non-write-api-action'] === 'true',
  };
}

/** The titles an Action API request asks about. */
export function titlesOf({ parameters }: WikimediaRequest): readonly string[] {
  return split(parameters.get('titles'));
}

function kindOf(path: string, parameters: URLSearchParams): RequestKind {
  if (RANKING_PATH.test(path)) return 'ranking';
  if (!ACTION_PATH.test(path)) return 'other';
  if (parameters.has('titles')) return 'categories';
  return parameters.get('meta') === 'siteinfo' ? 'siteinfo' : 'other';
}

function projectIn(path: string): string | undefined {
  const ranking = RANKING_PATH.exec(path)?.[1];
  return ranking === undefined ? ACTION_PATH.exec(path)?.[1] : projectOf(ranking);
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray percent sign: such a path fits nothing here, as it is.
    return path;
  }
}

function splitOnce(text: string, by: string): readonly string[] {
  const at = text.indexOf(by);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + by.length)];
}
