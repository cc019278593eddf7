import { Dealer, type Socket, Subscriber } from 'zeromq';
import { type KernelOptions, startKernelProcess } from './kernel-process.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { type Content, fromFrames, type Message, newId, toFrames } from './wire.ts';

/** Deno's kernel, spoken to as Jupyter does. */
export interface Kernel extends AsyncDisposable {
  /** Runs one cell after those before it. */
  run(code: string): Promise<Outcome>;
}

export async function startKernel(options: KernelOptions): Promise<Kernel> {
  await using parts = new AsyncDisposableStack();
  const { dead, key, ...addresses } = parts.use(await startKernelProcess(options));
  const session = newId();
  const shell = parts.adopt(new Dealer({ linger: 0 }), closeSocket);
  const published = parts.adopt(new Subscriber({ linger: 0, receiveTimeout: 100 }), closeSocket);
  shell.connect(addresses.shell);
  published.connect(addresses.published);
  published.subscribe();

  async function request(type: string, content: Content): Promise<string> {
    const id = newId();
    await shell.send(toFrames({ id, type, content }, key, session));
    return id;
  }

  /** What the kernel publishes about a request until it is idle again; what comes later is lost, as it is to Jupyter. */
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
