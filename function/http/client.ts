import PQueue from 'p-queue';
import { Agent, fetch, type RequestInit, type Response } from 'undici';
import { TransientError, type WikitrendsError } from '../core/errors.ts';
import { patient, type RetryPolicy, retrying } from '../core/retry.ts';
import { readJson, unreachable } from './answer.ts';
import { authorizationFor } from './authorization.ts';
import { rateWindow } from './rate.ts';

export interface JsonRequest<T> {
  readonly url: string;
  /** Sent as a POST form instead of in the URL. */
  readonly form?: URLSearchParams;
  /** Turns the parsed body into a value, or throws the error that says whether to try again. */
  readonly parse: (body: unknown) => T;
  /** Waiting requests of a higher one are sent first. */
  readonly priority?: number;
  readonly signal?: AbortSignal;
}

export interface JsonAnswer<T> {
  readonly value: T;
  /** The body as received, once decompressed. */
  readonly bytes: Uint8Array;
}

export interface HttpClient {
  /**
   * Throws NotFoundError for a 404, FailedError for what more tries will not change, and TransientError when the tries
   * are used up: network errors, 429, 5xx, an answer that is not JSON or ends early, or what `parse` calls transient.
   */
  getJson<T>(request: JsonRequest<T>): Promise<JsonAnswer<T>>;
  /** Requests sent so far, tries included. */
  sent(): number;
  close(): Promise<void>;
}

export interface HttpClientOptions {
  readonly userAgent: string;
  /** Says to Wikimedia whose requests these are; null for anybody's. */
  readonly token: string | null;
  readonly requestsPerMinute: number;
  readonly concurrency: number;
  readonly retry?: RetryPolicy;
  readonly timeoutMs?: number;
  readonly onRetry?: (error: WikitrendsError, tries: number) => void;
}

/** One client for all Wikimedia hosts: they count an operator's requests together. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const timeoutMs = options.timeoutMs ?? 60_000;
  const agent = new Agent({ connections: options.concurrency, connectTimeout: 10_000 });
  const queue = new PQueue({
    concurrency: options.concurrency,
    strict: true,
    ...rateWindow(options.requestsPerMinute),
  });
  const hold = holdable(queue);
  let sent = 0;

  async function send<T>(request: JsonRequest<T>): Promise<JsonAnswer<T>> {
    try {
      return await exchange(request);
    } catch (error) {
      // While this request still has its place in the queue: once it is free, the next one leaves at once.
      if (error instanceof TransientError) hold.forMs(error.holdMs);
      throw error;
    }
  }

  async function exchange<T>(request: JsonRequest<T>): Promise<JsonAnswer<T>> {
    sent += 1;
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
    let response: Response;
    let bytes: Uint8Array;
    try {
      response = await fetch(request.url, { dispatcher: agent, redirect: 'manual', signal, ...toInit(request) });
      bytes = await response.bytes();
    } catch (error) {
      request.signal?.throwIfAborted();
      throw unreachable(request.url, error);
    }
    return { bytes, value: request.parse(readJson(response, bytes)) };
  }

  function toInit({ url, form }: JsonRequest<unknown>): RequestInit {
    const headers = {
      'User-Agent': options.userAgent,
      'Accept-Encoding': 'gzip',
      Accept: 'application/json',
      ...authorizationFor(url, options.token),
    };
    if (form === undefined) return { headers };
    // A read that is too long for a URL; the header says that any data centre may answer it.
    return { method: 'POST', body: form, headers: { ...headers, 'Promise-Non-Write-API-Action': 'true' } };
  }

  return {
    getJson: (request) =>
      retrying(() => queue.add(() => send(request), queueing(request)), options.retry ?? patient, {
        ...(request.signal && { signal: request.signal }),
        ...(options.onRetry && { onRetry: options.onRetry }),
      }),
    sent: () => sent,
    async close() {
      hold.release();
      await agent.close();
    },
  };
}

function queueing({ priority, signal }: JsonRequest<unknown>): {
  readonly priority: number;
  readonly signal?: AbortSignal;
} {
  return { priority: priority ?? 0, ...(signal && { signal }) };
}

/** Pauses the queue: when one of us is told to stay away, all do, for the limit is the operator's. */
function holdable(queue: PQueue): { forMs(ms: number): void; release(): void } {
  const timers = new Set<NodeJS.Timeout>();
  return {
    forMs(ms) {
      if (ms === 0) return;
      queue.pause();
      const timer = setTimeout(() => {
        timers.delete(timer);
        if (timers.size === 0) queue.start();
      }, ms);
      timers.add(timer);
    },
    release() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
