import type { ServerResponse } from 'node:http';
import type { GoogleFault } from './faults.ts';

/** An answer before it is sent. */
export interface GoogleReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A Buffer goes out as it is, undefined is no body, anything else is written as JSON. */
  readonly body?: unknown;
}

/** Sends a reply, spoilt by the fault if there is one. Returns whether the client can have got a status. */
export function deliver(response: ServerResponse, reply: GoogleReply, fault: GoogleFault | undefined): boolean {
  if (response.socket?.destroyed ?? true) return false;
  const bytes = bytesOf(reply.body);
  // Without a body nothing can end early but the connection.
  if (fault?.kind === 'reset-after' || (fault?.kind === 'truncated' && bytes.length === 0)) {
    response.destroy();
    return false;
  }
  response.writeHead(reply.status, { ...defaultHeaders(reply, bytes), ...reply.headers });
  if (fault?.kind === 'truncated') {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  } else {
    response.end(bytes);
  }
  return true;
}

function defaultHeaders({ status, body }: GoogleReply, bytes: Buffer): Readonly<Record<string, string>> {
  if (status === 204 || status === 304) return {};
  const length = { 'content-length': String(bytes.length) };
  if (body === undefined) return length;
  const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json; charset=UTF-8';
  return { ...length, 'content-type': type };
}

function bytesOf(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  return Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
}
