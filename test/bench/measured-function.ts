import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Footprint, footprintOf, telling, tellingStdio } from './footprint.ts';

/** The function of a deployed folder in a process of its own, started as the platform does. */
export interface MeasuredFunction extends AsyncDisposable {
  /** From the start of the process to its first answer. */
  readonly startMs: number;
  /** Calls it as the schedule does. */
  call(): Promise<Response>;
  /** Ends it. */
  stop(): Promise<Ended>;
}

export interface Ended extends Footprint {
  /** Written to stdout. */
  readonly logBytes: number;
}

const framework = 'node_modules/@google-cloud/functions-framework/build/src/main.js';

/**
 * What V8 grants itself on an instance of 256 or 512 MiB; on a larger machine it would be lavish. The old generation is
 * half of the memory, 256 MiB at least, and a semi-space is 1/256 of it: `Heap::HeapSizeFromPhysicalMemory()`.
 */
const smallInstance: readonly string[] = ['--max-old-space-size=256', '--max-semi-space-size=1'];

export async function startMeasured(
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<MeasuredFunction> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(process.execPath, [...smallInstance, ...telling, framework], {
    cwd: folder,
    env: { FUNCTION_TARGET: 'ingest', PORT: String(port), ...environment },
    stdio: tellingStdio,
  });
  const closed = once(child, 'close');
  const footprint = footprintOf(child);
  // Of a process that dies there is none.
  footprint.catch(() => {});
  let logBytes = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    logBytes += chunk.length;
  });
  while (!(await hasAnswered(url))) {
    if (child.exitCode !== null) throw new Error(`The function in ${folder} does not start`);
    await sleep(2);
  }
  const startMs = performance.now() - started;
  return {
    startMs,
    call: () => fetch(url),
    async stop() {
      child.kill('SIGTERM');
      await closed;
      return { ...(await footprint), logBytes };
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** The function refuses this method without touching anything. */
async function hasAnswered(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { method: 'DELETE' })).status === 405;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address instanceof Object ? address.port : 0;
}
