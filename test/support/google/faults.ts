import type { FaultCondition, ScriptedFault } from '../scripted-faults.ts';
import { googleError } from './errors.ts';
import type { GoogleReply } from './reply.ts';

/** Something that goes wrong on purpose. A `match` reads `<method> <decoded path>?<decoded query>`. */
export type GoogleFault = GoogleFaultKind & ScriptedFault<FaultCondition>;

export type GoogleFaultKind =
  /** Answered instead of the effect. */
  | {
      readonly kind: 'status';
      readonly status: number;
      /** The one Google gives with this status unless said otherwise. */
      readonly reason?: string;
      readonly message?: string;
      readonly retryAfter?: number | string;
      /** A page for people, as a load balancer answers. */
      readonly html?: true;
    }
  /** The effect happens, then this error is answered. */
  | { readonly kind: 'status-after'; readonly status: number; readonly reason?: string }
  /** The connection dies before there is an effect. */
  | { readonly kind: 'reset-before' }
  /** The effect happens, then the connection dies. */
  | { readonly kind: 'reset-after' }
  /** The effect happens; the answer declares its full length and ends early. */
  | { readonly kind: 'truncated' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** There is no effect and never an answer; the connection stays open until the client or the server closes it. */
  | { readonly kind: 'silent' };

/** The answer a fault gives in place of the true one; undefined for faults that leave or spoil the true one. */
export function faultReply(fault: GoogleFaultKind): GoogleReply | undefined {
  if (fault.kind !== 'status' && fault.kind !== 'status-after') return undefined;
  if (fault.kind === 'status' && fault.html) return page(fault.status, retryHeaders(fault.retryAfter));
  const { status, reason = REASONS[status] ?? 'unknown' } = fault;
  const message = (fault.kind === 'status' ? fault.message : undefined) ?? `A scripted fault: ${status} ${reason}`;
  const headers = fault.kind === 'status' ? retryHeaders(fault.retryAfter) : {};
  return { ...googleError(status, reason, message).reply, headers };
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'authError',
  403: 'forbidden',
  404: 'notFound',
  408: 'uploadBrokenConnection',
  409: 'conflict',
  412: 'conditionNotMet',
  429: 'rateLimitExceeded',
  500: 'backendError',
  502: 'badGateway',
  503: 'backendError',
  504: 'gatewayTimeout',
};

function page(status: number, headers: Readonly<Record<string, string>>): GoogleReply {
  const title = `Error ${status} (Server Error)!!1`;
  return {
    status,
    headers: { 'content-type': 'text/html; charset=UTF-8', ...headers },
    body: Buffer.from(`<!DOCTYPE html>\n<html lang=en>\n<title>${title}</title>\n<p>That’s an error.\n`),
  };
}

function retryHeaders(retryAfter: number | string | undefined): Readonly<Record<string, string>> {
  return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
}
