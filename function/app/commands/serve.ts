import { once } from 'node:events';
import { endings, messageOf, UsageError } from '../../core/errors.ts';
import type { DashboardServer } from '../../dashboard/server.ts';
import type { Context } from '../context.ts';
import type { Flags } from '../flags.ts';

/** `serve`: the dashboard, until somebody presses Ctrl-C. */
export async function serve(context: Context, { port = 0 }: Flags): Promise<number> {
  const { out, err, signal } = context;
  await using server = await openServer(context, port);
  out.write(`${server.url}\n`);
  err.write('This is the dashboard; Ctrl-C ends it.\n');
  if (!signal.aborted) await once(signal, 'abort');
  return endings.done.exitCode;
}

async function openServer({ settings, now, err }: Context, port: number): Promise<DashboardServer> {
  // No other command waits for the shapes of its answers.
  const { openServer: open } = await import('../dashboard.ts');
  try {
    return await open(settings, { now, port, onError: (error) => err.write(`${messageOf(error)}\n`) });
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && error.syscall === 'listen')) throw error;
    throw new UsageError(`Cannot serve on port ${port}: expected a free one with --port (${error.message})`, {
      cause: error,
    });
  }
}
