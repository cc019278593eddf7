import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';

export interface Arrival {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Milliseconds of a clock that only runs forwards. */
  readonly atMs: number;
}

/** A server of this machine that answers as it is told and writes down what arrives. */
export interface Loopback extends AsyncDisposable {
  readonly url: string;
  readonly arrivals: readonly Arrival[];
}

export async function startLoopback(
  answer: (response: ServerResponse, index: number, arrival: Arrival) => unknown,
): Promise<Loopback> {
  const arrivals: Arrival[] = [];
  const server = createServer(async (request, response) => {
    const atMs = performance.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method = '', url = '', headers } = request;
    const arrival = { method, url, headers, body: Buffer.concat(chunks).toString('utf8'), atMs };
    answer(response, arrivals.push(arrival) - 1, arrival);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${address instanceof Object ? address.port : ''}`,
    arrivals,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
