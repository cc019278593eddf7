import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A command line that has ended. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line under way. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** Resolves once stderr has said this, or the command has ended. */
  said(words: string): Promise<void>;
  /** Resolves to what stdout has said so far, once a line of it is whole, or the command has ended. */
  printed(): Promise<string>;
  kill(signal: NodeJS.Signals): void;
}

export interface CommandOptions {
  /** The working directory. */
  readonly folder: string;
  /** All of the environment, apart from what every process needs. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The folder of the project. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

/** Starts a program of the project, such as `function/cli.ts`, on the Node that runs the tests. */
export function startScript(script: string, args: readonly string[], options: CommandOptions): Running {
  return startProgram(process.execPath, [`${projectFolder}${script}`, ...args], options);
}

export function startProgram(
  program: string,
  args: readonly string[],
  { folder, environment }: CommandOptions,
): Running {
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...cleanEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = collect(child);
  return {
    ended,
    kill: (signal) => void child.kill(signal),
    async said(words) {
      await Promise.race([heard(child.stderr, words), ended]);
    },
    async printed() {
      return Promise.race([heard(child.stdout, '\n'), ended.then(({ stdout }) => stdout)]);
    },
  };
}

/** Resolves to what a stream has said once the words are in it. */
function heard(stream: NodeJS.ReadableStream, words: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    if (text.includes(words)) resolve(text);
  });
  return promise;
}

/** Nothing of the settings of whoever runs the tests. */
function cleanEnvironment(): Readonly<Record<string, string>> {
  const { PATH = '', HOME = '' } = process.env;
  return {
    PATH,
    HOME,
    // A clock far from UTC, for days are UTC days everywhere.
    TZ: 'Pacific/Auckland',
    // Hundreds of processes start in these tests; compiling once halves their time.
    NODE_COMPILE_CACHE: `${projectFolder}node_modules/.cache/compiled`,
  };
}

async function collect(child: ChildProcess): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Pick<Ended, 'exitCode' | 'signal'>>();
  child.once('error', reject);
  child.once('close', (exitCode, signal) => resolve({ exitCode, signal }));
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  return { ...(await promise), stdout: await stdout, stderr: await stderr };
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
