import autocannon from 'autocannon';

export interface Loaded {
  /** Milliseconds. */
  readonly p99: number;
  readonly perSecond: number;
  /** Of an answer with its headers, as it was sent. */
  readonly bytes: number;
}

/** Asks the paths in turn, so many times in all; fails where not every answer is a 200. */
export async function load(
  url: string,
  paths: readonly string[],
  { clients, amount }: { readonly clients: number; readonly amount: number },
): Promise<Loaded> {
  const taken: number[] = [];
  const start = performance.now();
  let end = start;
  const { '2xx': good, throughput } = await autocannon({
    url,
    connections: clients,
    amount,
    timeout: 60,
    headers: { 'accept-encoding': 'gzip' },
    requests: paths.map((path) => ({ path })),
    setupClient(client) {
      leaveBodies(client);
      client.on('response', (_status, _bytes, ms) => {
        taken.push(ms);
        end = performance.now();
      });
    },
  });
  if (good !== amount) throw new Error(`${paths[0]}: ${good} of ${amount} requests had an answer`);
  const [p99 = Number.NaN] = taken.toSorted((a, b) => b - a).slice(Math.floor(taken.length / 100));
  return { p99, perSecond: (amount / (end - start)) * 1000, bytes: throughput.total / amount };
}

/**
 * Each client makes a text of every body, though nobody asks for it: of compressed bytes, which are no UTF-8, that takes
 * ten times as long as the whole answer, and would be taken for the server's time.
 */
function leaveBodies(client: autocannon.Client): void {
  const queue: unknown = Reflect.get(client, 'pipelinedRequests');
  if (!(queue instanceof Object) || !('addBody' in queue))
    throw new Error('Cannot measure: expected another autocannon');
  queue.addBody = () => {};
}
