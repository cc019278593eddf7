import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface PlainServer extends AsyncDisposable {
  readonly url: string;
}

/** Of these bytes the headers of an answer take about so many. */
const headerBytes = 700;

const program = `
  const { createServer } = require('node:http');
  const body = Buffer.alloc(Number(process.argv[1]), 'x');
  const server = createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': String(body.length), 'X-Padding': 'x'.repeat(500) });
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port));
`;

/** A server of Node's in a process of its own that sends answers of so many bytes and does nothing else. */
export async function servePlain(bytes: number): Promise<PlainServer> {
  const args = ['--eval', program, String(Math.max(1, Math.round(bytes) - headerBytes))];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed] = await once(child.stdout ?? child, 'data');
  return {
    url: String(printed).trim(),
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
