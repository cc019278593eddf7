import type { IncomingHttpHeaders } from 'node:http';
import { securityHeaders } from './headers.ts';

/** What of an HTTP request is read; a body is not. */
export interface DashboardRequest {
  readonly method: string;
  /** As it stands in the request line: `/api/v1/top?day=2026-09-15`. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

/** An HTTP answer. It never carries a stack, a path of this machine or a credential. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The headers as names and values in turn, which `writeHead` takes without looking at each of them first. */
  readonly head: readonly string[];
  readonly body: Uint8Array;
}

/** An answer with these headers and those that every answer has. */
export function answerOf(
  status: number,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array },
): Answer {
  const length = status === 304 ? {} : { 'Content-Length': String(body.length) };
  const all = { ...securityHeaders, ...headers, ...length };
  return { status, headers: all, head: Object.entries(all).flat(), body };
}
