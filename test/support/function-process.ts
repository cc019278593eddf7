import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { projectFolder } from './command.ts';
import { contact, type LogLine, parseLine } from './function.ts';
import { type Answered, ask, type Call } from './function-call.ts';

/** The function `ingest` as a process of its own. */
export interface FunctionProcess extends AsyncDisposable {
  readonly url: string;
  call(request?: string | Call): Promise<Answered>;
  /** Ends it, with SIGTERM unless told otherwise, and resolves to what it leaves behind. */
  stop(signal?: NodeJS.Signals): Promise<Stopped>;
}

export interface Stopped {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  /** What it wrote to stdout. */
  readonly log: readonly LogLine[];
  readonly stderr: string;
}

export interface FunctionProcessOptions {
  /** The working directory. */
  readonly folder: string;
  /** Arguments of the functions framework. */
  readonly args: readonly string[];
  /** All of the environment, apart from what every process needs. */
  readonly environment: Readonly<Record<string, string>>;
}

const framework = 'node_modules/@google-cloud/functions-framework/build/src/main.js';
const announcePort = `${projectFolder}test/support/announce-port.ts`;

/** Starts the functions framework that the folder has in its node_modules, and waits until it listens. */
export async function startFunction({ folder, args, environment }: FunctionProcessOptions): Promise<FunctionProcess> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--import', announcePort, framework, ...args], {
    cwd: folder,
    env: { PATH, HOME, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const { promise: port, resolve } = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on('line', (line) => stdout.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => {
    const [, announced] = /^listening on port (\d+)$/.exec(line) ?? [];
    if (announced === undefined) stderr.push(line);
    else resolve(`http://127.0.0.1:${announced}`);
  });

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Stopped> {
    child.kill(signal);
    await closed;
    return {
      exitCode: child.exitCode,
      log: stdout.map((line) => parseLine(`${line}\n`)),
      stderr: stderr.join('\n'),
    };
  }

  const url = await Promise.race([port, closed.then(() => null)]);
  if (url === null) throw new Error(`The function does not start:\n${[...stdout, ...stderr].join('\n')}`);
  return {
    url,
    call: (request = '') => ask(url, request, [folder, contact]),
    stop,
    [Symbol.asyncDispose]: async () => void (await stop('SIGKILL')),
  };
}
