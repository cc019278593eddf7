import {
  type FaultCondition as CommonCondition,
  type ScriptedFault,
  type ScriptedFaults,
  scriptFaults,
} from '../scripted-faults.ts';
import { noData } from './analytics-api.ts';
import { html, json, plain, type Reply } from './reply.ts';
import type { RequestKind, WikimediaRequest } from './request.ts';

/** Something that goes wrong on purpose. */
export type Fault = FaultKind & ScriptedFault<FaultCondition>;

export type FaultKind =
  | { readonly kind: 'status'; readonly status: number; readonly body?: string; readonly retryAfter?: number | string }
  /** HTTP 404 as the Analytics API says that it has no such ranking. */
  | { readonly kind: 'no-data' }
  /** HTTP 429, plain text. */
  | { readonly kind: 'too-many-requests'; readonly retryAfter?: number | string }
  /** HTTP 200 with an error object and no `Retry-After`, as recorded. */
  | { readonly kind: 'maxlag' }
  | { readonly kind: 'ratelimited' }
  /** HTTP 200 with a page for people. */
  | { readonly kind: 'html' }
  /** Declares its full length and ends early. */
  | { readonly kind: 'truncated' }
  /** Sound HTTP around half a JSON. */
  | { readonly kind: 'truncated-json' }
  | { readonly kind: 'broken-gzip' }
  /** The connection dies before anything is worked out. */
  | { readonly kind: 'reset-before' }
  /** The request is handled and counted, then the connection dies. */
  | { readonly kind: 'reset-after' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** A category answer that says neither that it is complete nor how to go on. */
  | { readonly kind: 'no-batchcomplete' };

/** All that is given must hold. A `match` reads the decoded path and parameters, one `name=value` a line. */
export interface FaultCondition extends CommonCondition {
  readonly kind?: RequestKind;
}

export type Faults = ScriptedFaults<Fault, WikimediaRequest>;

export function createFaults(scripted: readonly Fault[]): Faults {
  return scriptFaults(scripted, ({ kind }, request) => kind === undefined || kind === request.kind);
}

/** The answer a fault gives in place of the true one; undefined for faults that spoil the true one. */
export function faultReply(fault: FaultKind): Reply | undefined {
  switch (fault.kind) {
    case 'status': {
      const headers = retryHeaders(fault.retryAfter);
      return fault.body === undefined
        ? html(fault.status, 'Wikimedia Error', headers)
        : plain(fault.status, fault.body, headers);
    }
    case 'no-data':
      return noData();
    case 'too-many-requests':
      return tooManyRequests(fault.retryAfter);
    case 'maxlag':
      return apiError({ code: 'maxlag', info: 'Waiting for 10.64.0.50: 0.538996 seconds lagged.', lag: 0.538996 });
    case 'ratelimited':
      return apiError({
        code: 'ratelimited',
        info: "You've exceeded your rate limit. Please wait some time and try again.",
      });
    case 'html':
      return html(200, 'Wikimedia Error');
    default:
      return undefined;
  }
}

export function tooManyRequests(retryAfter?: number | string): Reply {
  return plain(429, 'You are making too many requests to the API.', retryHeaders(retryAfter));
}

/** The true answer, spoilt. */
export function spoil(fault: FaultKind, reply: Reply): Reply {
  const bytes = Buffer.from(reply.body);
  const isJson = reply.headers['content-type']?.startsWith('application/json') === true;
  if (fault.kind === 'truncated-json') return { ...reply, body: bytes.subarray(0, Math.floor(bytes.length / 2)) };
  if (fault.kind === 'broken-gzip') {
    // The magic number is right, so a client starts to unpack, and fails.
    const body = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), bytes.subarray(0, 64)]);
    return { ...reply, headers: { ...reply.headers, 'content-encoding': 'gzip' }, body };
  }
  if (fault.kind === 'no-batchcomplete' && isJson) {
    const answer: unknown = JSON.parse(bytes.toString('utf8'));
    const members = Object.entries(answer ?? {}).filter(([name]) => name !== 'batchcomplete' && name !== 'continue');
    return { ...reply, body: JSON.stringify(Object.fromEntries(members)) };
  }
  return reply;
}

function apiError(error: { readonly code: string; readonly [more: string]: unknown }): Reply {
  return json(200, { error }, { 'mediawiki-api-error': error.code });
}

function retryHeaders(retryAfter: number | string | undefined): Readonly<Record<string, string>> {
  return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
}
