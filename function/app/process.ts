import { setFlagsFromString } from 'node:v8';
import type { Environment } from '../core/variables.ts';
import { runCli } from './cli.ts';

/** `start` ends with the dashboard. */
const servingCommands: readonly string[] = ['start', 'serve'];

const stoppableCommands: readonly string[] = ['ingest', 'backfill', 'push', 'start', 'serve'];

/** Runs a command line as a process: its streams, its signals, its exit code. */
export async function runProcess(self: NodeJS.Process, args: readonly string[]): Promise<void> {
  // V8 would let its young generation grow to 130 MB for a little speed; what this program allocates dies young anyway.
  setFlagsFromString('--semi-space-growth-factor=1');
  // Each thread that DuckDB is asked on keeps memory of its own: one after the other, questions take no longer on one.
  if (servingCommands.some((command) => args.includes(command))) self.env.UV_THREADPOOL_SIZE ??= '1';
  const stop = new AbortController();
  // The first Ctrl-C commits what is read; a second one, or one in a command that has nothing to end well, ends the process.
  const isStoppable = stoppableCommands.some((command) => args.includes(command));
  if (isStoppable) for (const name of ['SIGINT', 'SIGTERM'] as const) self.once(name, () => stop.abort());
  for (const stream of [self.stdout, self.stderr]) {
    // A reader that has seen enough, such as `head`, is no error.
    stream.on('error', (error) => {
      if (!('code' in error) || error.code !== 'EPIPE') throw error;
    });
  }
  const exitCode = await runCli(args, {
    environment: self.env,
    now: () => new Date(),
    isAttended: isAttended(self),
    signal: stop.signal,
    out: self.stdout,
    err: self.stderr,
  });
  // A request that was given up may keep its connection, and that would keep the process.
  await Promise.all([self.stdout, self.stderr].map(written));
  self.exit(exitCode);
}

/** Whether somebody sits at a terminal: a job that has one, such as in CI, waits for nobody's Ctrl-C. */
export function isAttended({ stdin, stdout, env: { CI = '' } }: Terminal): boolean {
  return stdin.isTTY === true && stdout.isTTY === true && ['', 'false'].includes(CI);
}

interface Terminal {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: { readonly isTTY?: boolean };
  readonly env: Environment;
}

/** Resolves when all that was written is out, or nobody wants it. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
