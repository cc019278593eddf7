import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { scriptFaults } from '../scripted-faults.ts';
import { GoogleApiError, googleError } from './errors.ts';
import { faultReply, type GoogleFault } from './faults.ts';
import { deliver, type GoogleReply } from './reply.ts';
import { type GoogleRequest, type GoogleRequestHead, readBody, readHead } from './request.ts';

export type { GoogleFault } from './faults.ts';
export type { GoogleReply } from './reply.ts';
export type { GoogleRequest } from './request.ts';

/** One request that reached the server. */
export interface GoogleRequestRecord {
  readonly index: number;
  /** When it arrived, in milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** Not decoded. */
  readonly path: string;
  readonly query: string;
  /** 0 while unanswered, and for good if the connection died. */
  readonly status: number;
  readonly text: string;
}

export interface GoogleServerOptions {
  /** A free one unless given. */
  readonly port?: number;
  /** Added to each answer. */
  readonly latencyMs?: number;
  readonly faults?: readonly GoogleFault[];
  /** Called before anything is answered: the place to kill a client in the middle of its work. */
  readonly onRequest?: (request: GoogleRequest) => void | Promise<void>;
}

export interface GoogleServer {
  readonly url: string;
  /** In the order of arrival: the n-th is the request with index n. */
  readonly requests: readonly GoogleRequestRecord[];
  addFault(fault: GoogleFault): void;
  close(): Promise<void>;
}

/**
 * The HTTP below a stand-in for one of Google's JSON APIs: faults, latency and a record of what arrived.
 * A `GoogleApiError` that `answer` throws is answered as it says; anything else it throws is a bug of the stand-in
 * and becomes a 500 with its text.
 */
export async function startGoogleServer(
  { port = 0, latencyMs = 0, faults: scripted = [], onRequest }: GoogleServerOptions,
  answer: (request: GoogleRequest) => GoogleReply | Promise<GoogleReply>,
): Promise<GoogleServer> {
  const requests: GoogleRequestRecord[] = [];
  const faults = scriptFaults<GoogleFault, GoogleRequest>(scripted);
  const closing = new AbortController();

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const head = readHead(requests.length, message);
    const { index, method, path, query, text } = head;
    const record = { index, at: Date.now(), method, path, query: query.toString(), status: 0, text };
    requests.push(record);
    const { reply, fault } = await outcomeOf(head, message).catch((error: unknown) => ({
      reply: refusalOf(error),
      fault: undefined,
    }));
    if (reply === undefined) response.destroy();
    else if (deliver(response, reply, fault)) requests[index] = { ...record, status: reply.status };
  }

  async function outcomeOf(head: GoogleRequestHead, message: IncomingMessage): Promise<Outcome> {
    const request = { ...head, body: await readBody(message) };
    await onRequest?.(request);
    const fault = faults.strike(request);
    if (fault?.kind === 'reset-before') return { reply: undefined, fault };
    if (fault?.kind === 'silent') return new Promise<never>(() => {});
    const delayMs = latencyMs + (fault?.kind === 'slow' ? fault.ms : 0);
    if (delayMs > 0) await sleep(delayMs, undefined, { signal: closing.signal });
    if (fault?.kind === 'status') return { reply: faultReply(fault), fault };
    const effect = await Promise.resolve(request).then(answer).catch(refusalOf);
    return { reply: (fault && faultReply(fault)) ?? effect, fault };
  }

  const server = createServer(handle);
  // Without it an idle connection is closed after some seconds, and a client that was about to use it sees a reset.
  server.keepAliveTimeout = 0;
  const url = `http://127.0.0.1:${await listen(server, port)}`;

  return {
    url,
    requests,
    addFault: faults.add,
    async close() {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Outcome {
  /** Undefined when the connection is to die without one. */
  readonly reply: GoogleReply | undefined;
  readonly fault: GoogleFault | undefined;
}

function refusalOf(error: unknown): GoogleReply {
  if (error instanceof GoogleApiError) return error.reply;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return googleError(500, 'standInFailed', text).reply;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(address instanceof Object ? address.port : port);
    });
  });
}
