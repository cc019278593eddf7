import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { endings, messageOf, UnavailableError, UsageError } from '../../core/errors.ts';
import type { DashboardServer } from '../../dashboard/server.ts';
import type { Context } from '../context.ts';
import { dashboardPort, type Flags } from '../flags.ts';

/** `serve`: the dashboard, until somebody presses Ctrl-C. */
export async function serve(context: Context, { port = dashboardPort }: Flags): Promise<number> {
  await serveUntilStopped(context, [port]);
  return endings.done.exitCode;
}

/** Serves the dashboard on the first of some ports that is free, and prints its URL, until somebody presses Ctrl-C. */
export async function serveUntilStopped(context: Context, ports: readonly number[]): Promise<void> {
  const { out, err, signal, settings } = context;
  const { warehouse } = settings;
  await using server = await openFirst(context, ports);
  out.write(`${server.url}\n`);
  if (warehouse.kind === 'duckdb' && !existsSync(warehouse.path)) {
    err.write(
      `There is no warehouse ${warehouse.path} yet: the dashboard is empty until "wikitrends ingest" loads days\n`,
    );
  }
  err.write('This is the dashboard; Ctrl-C ends it.\n');
  if (!signal.aborted) await once(signal, 'abort');
}

async function openFirst(context: Context, [port = 0, ...others]: readonly number[]): Promise<DashboardServer> {
  const { settings, now, err, signal } = context;
  // No other command waits for the shapes of its answers.
  const { openServer } = await import('../dashboard.ts');
  try {
    return await openServer(settings, {
      now,
      port,
      onError(error) {
        // Of what is given up in the end nobody needs to hear.
        if (!signal.aborted) err.write(`${messageOf(error)}\n`);
      },
    });
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && error.syscall === 'listen')) throw error;
    if (others.length > 0) return openFirst(context, others);
    const isInUse = 'code' in error && error.code === 'EADDRINUSE';
    const Refusal = isInUse ? UnavailableError : UsageError;
    throw new Refusal(`Cannot serve on port ${port}: expected a free one with --port (${error.message})`, {
      cause: error,
    });
  }
}
