import { connect } from 'node:net';

/** Sends bytes as they stand over a socket of its own, and resolves to all that comes back until it is closed. */
export async function sendRaw(url: string, ...parts: readonly (string | Uint8Array)[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const { promise, resolve } = Promise.withResolvers<void>();
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A server that has heard enough may hang up while there is more to say.
  socket.on('error', () => resolve());
  socket.on('close', () => resolve());
  for (const part of parts) socket.write(part);
  await promise;
  return Buffer.concat(chunks).toString('latin1');
}

/** A request in whole, after which the server is asked to close. */
export function request(line: string, ...headers: readonly string[]): string {
  return [line, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n');
}

export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
}
