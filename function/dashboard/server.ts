import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { DashboardRequest } from './answer.ts';
import type { Dashboard } from './dashboard.ts';
import { answerProblem, Problem } from './problem.ts';

/** Stops answering when it is disposed of, whoever is still connected. */
export interface DashboardServer extends AsyncDisposable {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string;
}

/** A page is for whoever sits at this machine: nobody else reaches it. */
const host = '127.0.0.1';

/** What a browser at this machine may call it; another name that leads here is a page elsewhere that wants to read it. */
const hosts = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

const limits = {
  // More than a browser sends, the longest title and an ETag included.
  maxHeaderSize: 16 * 1024,
  // Whoever says nothing for so long has nothing to ask.
  headersTimeout: 5_000,
  requestTimeout: 5_000,
  keepAliveTimeout: 60_000,
  connectionsCheckingInterval: 1000,
};

/** Serves the dashboard on a port; 0 takes any. Throws what `listen` throws where the port cannot be had. */
export async function serveDashboard(dashboard: Dashboard, port: number): Promise<DashboardServer> {
  const local: Dashboard = async (request) => (isLocal(request) ? dashboard(request) : misdirected);
  const server = createServer(limits, (request, response) => void respond(local, request, response));
  server.maxConnections = 1000;
  server.on('clientError', refuse);
  server.listen(port, host);
  await once(server, 'listening');
  return {
    url: `http://${host}:${portOf(server)}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const misdirected = answerProblem(
  new Problem(421, 'There is nothing here for another host: expected localhost or 127.0.0.1'),
);

function isLocal({ headers }: DashboardRequest): boolean {
  return typeof headers.host === 'string' && hosts.test(headers.host);
}

/** Answers a request of Node's, or of what is built on it. */
export async function respond(dashboard: Dashboard, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '', headers } = request;
  const answer = await dashboard({ method, target: url, headers });
  response.writeHead(answer.status, [...answer.head]);
  response.end(method === 'HEAD' ? undefined : answer.body);
}

/** Answers what is no request, as far as anybody still listens. */
function refuse(error: Error, socket: Socket): void {
  if (!socket.writable) return;
  const status = statusFor('code' in error ? error.code : null);
  const answer = answerProblem(new Problem(status, 'Cannot read the request'));
  const lines = Object.entries({ ...answer.headers, Connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('')}\r\n${Buffer.from(answer.body).toString('utf8')}`);
}

function statusFor(code: unknown): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}

function portOf(server: Server): number {
  const address = server.address();
  if (!(address instanceof Object)) throw new TypeError(`Cannot tell the port of ${address}`);
  return address.port;
}
