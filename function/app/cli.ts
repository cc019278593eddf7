import { Command, CommanderError, type Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { parseSettings } from '../config.ts';
import { endings, messageOf, verdictOf, WikitrendsError } from '../core/errors.ts';
import type { Environment } from '../core/variables.ts';
import { exportTo } from './commands/export.ts';
import { load } from './commands/load.ts';
import { push } from './commands/push.ts';
import { query } from './commands/query.ts';
import { serve } from './commands/serve.ts';
import { start } from './commands/start.ts';
import { status } from './commands/status.ts';
import type { Context } from './context.ts';
import {
  backfillOptions,
  commonOptions,
  exportOptions,
  type Flags,
  ingestOptions,
  overridesIn,
  pushOptions,
  queryOptions,
  serveOptions,
  startOptions,
  statusOptions,
} from './flags.ts';

export interface Surroundings extends Omit<Context, 'settings' | 'json'> {
  readonly environment: Environment;
}

/** Runs one command line and resolves to its exit code. */
export async function runCli(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { out, err, environment } = surroundings;
  let exitCode = endings.done.exitCode;

  const program = new Command(packageJson.name)
    .description(packageJson.description)
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => err.write(text) })
    .showHelpAfterError('(--help shows what there is)');

  /** Adds a command with the common flags; `act` gets its own flags and resolves to the exit code. */
  function command(
    signature: string,
    description: string,
    options: readonly Option[],
    act: (context: Context, flags: Flags, argument: string) => Promise<number>,
  ): void {
    const added = program.command(signature).description(description);
    for (const option of [...options, ...commonOptions]) added.addOption(option);
    added.action(async (...given: readonly unknown[]) => {
      const flags: Flags = added.opts();
      const settings = parseSettings({ ...environment, ...overridesIn(flags) });
      const argument = typeof given[0] === 'string' ? given[0] : '';
      exitCode = await act({ ...surroundings, settings, json: flags.json === true }, flags, argument);
    });
  }

  command('ingest', 'load whatever is missing, newest first, or one day', ingestOptions, load);
  command('backfill', 'load every missing day of a range', backfillOptions, load);
  command('push', 'bring to BigQuery what a file or an archive holds and it lacks', pushOptions, push);
  command('status', 'show the calendar of each project, and its gaps', statusOptions, status);
  command('query <what>', 'run a view or range_top, a .sql file or a statement', queryOptions, query);
  command('export', 'write the tables and views as files', exportOptions, exportTo);
  command('serve', 'serve the dashboard, until Ctrl-C', serveOptions, serve);
  command(
    'start',
    'have a first look: the last seven days, or a made-up sample without a contact',
    startOptions,
    start,
  );

  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? endings.done.exitCode : endings.usage.exitCode;
    // A bug shows where it is; everything else is for the person who must act.
    err.write(
      error instanceof WikitrendsError ? `${messageOf(error)}\n` : `${error instanceof Error ? error.stack : error}\n`,
    );
    return endings[verdictOf(error)].exitCode;
  }
}
