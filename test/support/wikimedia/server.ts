/*
 * A stand-in for Wikimedia on this machine.
 *
 * Covered, as strictly as the real ones: the daily ranking of the Analytics API (`pageviews/top`), and
 * `action=query` of the Action API for titles (normalisation, redirects, categories with continuation, page
 * properties, descriptions, info) and for `meta=siteinfo`. Recorded rankings are served where there are any,
 * everything else is made up from a seed. Limits, refusals and faults as an operator meets them.
 *
 * Not covered: any other endpoint, module or format (monthly rankings, aggregates, generators, lists, formatversion
 * 1, callbacks), page ids and revisions as input, fragments of redirects, variants of a language, sign-in and
 * tokens, multipart bodies, HTTP/2 and TLS, caching headers, and answers cut short for their size.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ActionApi, answerAction } from './action-api.ts';
import { type AnalyticsApi, answerRanking, servedRanking } from './analytics-api.ts';
import { deliver } from './delivery.ts';
import { createFaults, type Fault, faultReply, tooManyRequests } from './faults.ts';
import { refusalOf } from './manners.ts';
import { createPublication, type Hole } from './publication.ts';
import type { Access, RankingEntry } from './ranking.ts';
import { readRecorded } from './recorded.ts';
import { html, type Reply } from './reply.ts';
import { readRequest, titlesOf, type WikimediaRequest } from './request.ts';
import { createTraffic, type RequestRecord } from './traffic.ts';
import { createWorld, type World } from './world.ts';

export interface WikimediaOptions {
  /** A free one unless given. */
  readonly port?: number;
  readonly seed?: number;
  /** Added to each answer. */
  readonly latencyMs?: number;
  readonly projects?: readonly string[];
  /** A folder with `top/<project>/<day>.json`; null for made-up rankings only. */
  readonly recorded?: string | null;
  /** The newest published day; yesterday in UTC unless given. */
  readonly lastDay?: string;
  /** Days that were never published. */
  readonly holes?: readonly Hole[];
  readonly world?: World;
  readonly faults?: readonly Fault[];
  /** More in any 60 seconds are answered with 429. */
  readonly requestsPerMinute?: number;
  /** Called before anything is answered. */
  readonly onRequest?: (request: WikimediaRequest) => void | Promise<void>;
  /** The server's clock, in milliseconds. */
  readonly now?: () => number;
}

export interface Wikimedia {
  readonly url: string;
  readonly env: { readonly WIKIMEDIA_API_URL: string; readonly MEDIAWIKI_API_URL: string };
  readonly world: World;
  readonly requests: readonly RequestRecord[];
  /** The list that is served for a day: recorded or made up. */
  ranking(project: string, access: Access, day: string): readonly RankingEntry[];
  peakConcurrency(): number;
  peakPerMinute(): number;
  addFault(fault: Fault): void;
  /** Publishes the days up to this one. */
  publish(lastDay: string): void;
  close(): Promise<void>;
}

export async function startWikimedia(options: WikimediaOptions = {}): Promise<Wikimedia> {
  const { latencyMs = 0, requestsPerMinute = Number.POSITIVE_INFINITY, now = Date.now } = options;
  const world = options.world ?? createWorld(options.seed === undefined ? {} : { seed: options.seed });
  const publication = createPublication({
    projects: options.projects ?? DEFAULT_PROJECTS,
    holes: options.holes ?? [],
    lastDay: options.lastDay,
    now,
  });
  const traffic = createTraffic();
  const faults = createFaults(options.faults ?? []);
  const closing = new AbortController();
  let arrived = 0;

  const analytics: AnalyticsApi = { world, publication, recorded: readRecorded(options.recorded) };
  const action: ActionApi = { world, publication, issued: new Map() };

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    response.once('close', traffic.arrive());
    const request = await readRequest(arrived++, message);
    traffic.record(recordOf(request, now()));
    await options.onRequest?.(request);
    const fault = faults.strike(request);
    if (fault?.kind === 'reset-before') {
      message.socket.destroy();
      return;
    }
    const overLimit = traffic.isOver(requestsPerMinute, now());
    const delayMs = latencyMs + (fault?.kind === 'slow' ? fault.ms : 0);
    if (delayMs > 0) await sleep(delayMs, undefined, { signal: closing.signal });
    const reply = (fault && faultReply(fault)) ?? (overLimit ? tooManyRequests() : answer(request));
    const delivered = await deliver(response, reply, fault, request.acceptsGzip);
    if (delivered) traffic.answered(request.index, reply.status);
  }

  function answer(request: WikimediaRequest): Reply {
    return (
      refusalOf(request) ??
      answerRanking(analytics, request.path) ??
      answerAction(action, request.path, request.parameters) ??
      html(404, 'Not Found')
    );
  }

  // Longer headers than Node takes by default: a URL that is too long is to get its 414.
  const server = createServer({ maxHeaderSize: 256 * 1024 }, (message, response) => {
    handle(message, response).catch((error: unknown) => {
      // A client that went away, or this server closing, is no error; anything else is one of the stand-in itself.
      if (!closing.signal.aborted && !response.destroyed && !response.headersSent) {
        response.writeHead(500).end(String(error));
      }
    });
  });
  const port = await listen(server, options.port ?? 0);
  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    env: { WIKIMEDIA_API_URL: `${url}/api/rest_v1`, MEDIAWIKI_API_URL: `${url}/{project}/w/api.php` },
    world,
    requests: traffic.requests,
    ranking: (project, access, day) => servedRanking(analytics, project, access, day),
    peakConcurrency: traffic.peakConcurrency,
    peakPerMinute: traffic.peakPerMinute,
    addFault: faults.add,
    publish: publication.publish,
    async close() {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

export const DEFAULT_PROJECTS: readonly string[] = [
  'en.wikipedia',
  'fr.wikipedia',
  'sample.wikipedia',
  'ar.wikipedia',
  'zh.wikipedia',
];

function recordOf(request: WikimediaRequest, at: number): RequestRecord {
  const { index, kind, method, url, project } = request;
  const titles = kind === 'categories' ? titlesOf(request) : undefined;
  return {
    index,
    at,
    kind,
    method,
    url,
    project,
    titles,
    promised: method !== 'POST' || request.promisesNonWrite,
    status: 0,
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(address instanceof Object ? address.port : port);
    });
  });
}
