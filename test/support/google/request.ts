import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { googleError } from './errors.ts';

/** A request as it arrived, before anything is answered. */
export interface GoogleRequest {
  /** The n-th of all, from 0. */
  readonly index: number;
  readonly method: string;
  /** As received, not decoded: the name of an object holds `%2F`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Unpacked if it came with `Content-Encoding: gzip`. */
  readonly body: Buffer;
  /** `<method> <decoded path>?<decoded query>`, for a fault's `match`. */
  readonly text: string;
}

/** What is known of a request when its body is still on the way. */
export type GoogleRequestHead = Omit<GoogleRequest, 'body'>;

export function readHead(index: number, message: IncomingMessage): GoogleRequestHead {
  const { method = 'GET', url = '/', headers } = message;
  const [path = '/'] = url.split('?', 1);
  const query = new URLSearchParams(url.slice(path.length + 1));
  const decodedQuery = [...query].map(([name, value]) => `${name}=${value}`).join('&');
  return { index, method, path, query, headers, text: `${method} ${decode(path)}?${decodedQuery}` };
}

/** @throws {GoogleApiError} when the body is not the gzip it is said to be. */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  if (message.headers['content-encoding'] !== 'gzip') return bytes;
  try {
    return await promisify(gunzip)(bytes);
  } catch {
    throw googleError(400, 'badRequest', 'The body is not the gzip that Content-Encoding says it is.');
  }
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray percent sign: such a path fits nothing here, as it is.
    return path;
  }
}
