import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { guard } from '../guard.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { analyserProgram, notForPlatform } from './platform.ts';

/** GoogleSQL's analyser, a process of its own that is ready for requests. */
export interface Server extends AsyncDisposable {
  /** As gRPC writes it: a socket in a folder of its own, for a free port may be taken before the server has it. */
  readonly address: string;
}

/** The server puts `:` between its two arguments and takes the second for a number: the name of the socket. */
const socket = '1';

export async function startServer(program = analyserProgram): Promise<Server> {
  if (program === undefined) throw new Error(notForPlatform);
  await using parts = new AsyncDisposableStack();
  const folder = parts.use(temporaryFolder());
  const child = spawn('sh', ['-c', guard, program, 'unix', socket], {
    cwd: folder.path,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  parts.defer(async () => {
    child.stdin.end();
    await closed;
  });
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.includes('Server listening')) resolve();
  });
  child.stdout.once('end', () => reject(new Error(`GoogleSQL's analyser did not start: ${said}`)));
  await Promise.race([ready, closed]);
  const started = parts.move();
  return {
    address: `unix:${join(folder.path, socket)}`,
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
