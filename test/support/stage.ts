import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ended, type Running, startScript } from './command.ts';
import { startWikimedia, type Wikimedia, type WikimediaOptions } from './wikimedia/server.ts';

/** A folder of its own and a stand-in for Wikimedia: command lines run in the one and ask the other. */
export interface Stage extends AsyncDisposable {
  readonly folder: string;
  readonly wikimedia: Wikimedia;
  /** The settings every command gets. */
  readonly environment: Readonly<Record<string, string>>;
  /** The full path of a name in the folder. */
  path(name: string): string;
  /** Starts `wikitrends …args`. */
  start(args: readonly string[], environment?: Readonly<Record<string, string>>): Running;
  /** Runs `wikitrends …args` to its end. */
  run(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended>;
}

export type StageOptions = WikimediaOptions & {
  /** More settings, or others. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** Where commands look for the warehouse, as the default of the settings has it. */
export const warehouseFile = 'wikitrends.duckdb';

export async function openStage({ settings, ...options }: StageOptions = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'wikitrends-'));
  const wikimedia = await startWikimedia({ recorded: null, ...options });
  const running = new Set<Running>();
  const environment = {
    ...wikimedia.env,
    WIKITRENDS_CONTACT: 'tests@wikitrends.invalid',
    // The stand-in sets no limit unless a test wants one.
    WIKITRENDS_REQUESTS_PER_MINUTE: '1000000',
    WIKITRENDS_TOP: '20',
    ...settings,
  };

  function start(args: readonly string[], more: Readonly<Record<string, string>> = {}): Running {
    const command = startScript('function/cli.ts', args, { folder, environment: { ...environment, ...more } });
    running.add(command);
    command.ended.finally(() => running.delete(command)).catch(() => {});
    return command;
  }

  return {
    folder,
    wikimedia,
    environment,
    path: (name) => join(folder, name),
    start,
    run: (args, more) => start(args, more).ended,
    async [Symbol.asyncDispose]() {
      // A test that failed may have left a command behind.
      for (const command of running) command.kill('SIGKILL');
      await Promise.allSettled([...running].map(({ ended }) => ended));
      await wikimedia.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
