import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Dealer, type Socket, Subscriber } from 'zeromq';
import { guard } from '../guard.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { denoProgram, notForPlatform } from './platform.ts';
import { freePorts } from './ports.ts';
import { fromFrames, type Message, newId, toFrames } from './wire.ts';

/** Deno's kernel, a process of its own, as Jupyter and VS Code start it. */
export interface Kernel extends AsyncDisposable {
  /** Runs one cell after those before it. */
  run(code: string): Promise<Outcome>;
}

export interface KernelOptions {
  /** Where the notebook lies: a kernel works in its folder. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

const host = '127.0.0.1';

export async function startKernel({ folder, environment }: KernelOptions): Promise<Kernel> {
  if (denoProgram === undefined) throw new Error(notForPlatform);
  await using parts = new AsyncDisposableStack();
  const { path } = parts.use(temporaryFolder());
  const [shell_port = 0, iopub_port = 0, stdin_port, control_port, hb_port] = await freePorts(5);
  const key = newId();
  const connection = { ip: host, transport: 'tcp', key, signature_scheme: 'hmac-sha256', kernel_name: 'deno' };
  const file = join(path, 'connection.json');
  await writeFile(file, JSON.stringify({ ...connection, shell_port, iopub_port, stdin_port, control_port, hb_port }));
  const child = spawn('sh', ['-c', guard, denoProgram, 'jupyter', '--kernel', '--conn', file], {
    cwd: folder,
    env: { ...environment, PATH: process.env.PATH, HOME: path, NO_COLOR: '1', TZ: 'Pacific/Auckland' },
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

  const shell = parts.adopt(new Dealer({ linger: 0 }), closeSocket);
  const published = parts.adopt(new Subscriber({ linger: 0, receiveTimeout: 100 }), closeSocket);
  shell.connect(`tcp://${host}:${shell_port}`);
  published.connect(`tcp://${host}:${iopub_port}`);
  published.subscribe();

  async function request(type: string, content: Message['content']): Promise<string> {
    const id = newId();
    await shell.send(toFrames({ id, type, content }, key, path));
    return id;
  }

  /** What the kernel publishes about a request until it is idle again; what comes later is lost, as it is to JupyterLab. */
  async function messagesAbout(id: string): Promise<readonly Message[]> {
    const messages: Message[] = [];
    for (;;) {
      const message = fromFrames(await published.receive());
      if (message.parentId !== id) continue;
      if (message.type === 'status' && message.content.execution_state === 'idle') return messages;
      messages.push(message);
    }
  }

  // A subscription takes a moment to get through, and what is published before that is lost: ask until an answer is heard.
  do await request('kernel_info_request', {});
  while (!(await Promise.race([hears(published), dead])));
  published.receiveTimeout = -1;
  const started = parts.move();
  return {
    async run(code) {
      const flags = { silent: false, store_history: true, allow_stdin: false, stop_on_error: true };
      const id = await request('execute_request', { code, user_expressions: {}, ...flags });
      return outcomeOf(code, await Promise.race([messagesAbout(id), dead]));
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

/** Whether anything arrives before the socket loses its patience. */
async function hears(socket: Subscriber): Promise<boolean> {
  try {
    await socket.receive();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return false;
    throw error;
  }
}

function closeSocket(socket: Socket): void {
  socket.close();
}
