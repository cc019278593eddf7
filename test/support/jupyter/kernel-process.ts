import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { guard } from '../guard.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { denoProgram, notForPlatform } from './platform.ts';
import { freePorts } from './ports.ts';
import { newId } from './wire.ts';

export interface KernelOptions {
  /** Where the notebook lies: a kernel works in its folder. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Deno's kernel as Jupyter and VS Code start it. */
export interface KernelProcess extends AsyncDisposable {
  /** With this every message is signed. */
  readonly key: string;
  /** Where it takes requests, and where it publishes what comes of them. */
  readonly shell: string;
  readonly published: string;
  /** Rejects when the process ends. */
  readonly dead: Promise<never>;
}

const host = '127.0.0.1';

const surroundings = {
  // A clock far from UTC, for days are UTC days everywhere.
  TZ: 'Pacific/Auckland',
  NO_COLOR: '1',
  // A test asks nobody, and Deno would ask for its own newest version.
  DENO_NO_UPDATE_CHECK: '1',
};

export async function startKernelProcess({ folder, environment }: KernelOptions): Promise<KernelProcess> {
  if (denoProgram === undefined) throw new Error(notForPlatform);
  await using parts = new AsyncDisposableStack();
  const { path } = parts.use(temporaryFolder());
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = await freePorts(5);
  const ports = { shell_port, iopub_port, stdin_port, control_port, hb_port };
  const key = newId();
  const connection = { ip: host, transport: 'tcp', key, signature_scheme: 'hmac-sha256', kernel_name: 'deno' };
  const file = join(path, 'connection.json');
  await writeFile(file, JSON.stringify({ ...connection, ...ports }));
  const child = spawn('sh', ['-c', guard, denoProgram, 'jupyter', '--kernel', '--conn', file], {
    cwd: folder,
    env: { ...environment, ...surroundings, PATH: process.env.PATH, HOME: path },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const closed = once(child, 'close');
  parts.defer(async () => {
    child.stdin.end();
    await closed;
  });
  const dead = closed.then(() => Promise.reject(new Error(`Deno's kernel ended: ${said}`)));
  // Whoever waits for the kernel gets to know; its end at disposal is nobody's trouble.
  dead.catch(() => {});
  const started = parts.move();
  return {
    key,
    shell: `tcp://${host}:${shell_port}`,
    published: `tcp://${host}:${iopub_port}`,
    dead,
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
