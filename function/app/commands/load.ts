import { dayOf } from '../../core/day.ts';
import type { Context } from '../context.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { Flags } from '../flags.ts';
import { parseRunRequest } from '../request.ts';
import { openArchiveToRead, type RunOptions, runFromArchive, runIngest } from '../run.ts';
import { showRun } from '../terminal/run.ts';

/** `ingest` and `backfill`: loads days from the network or the archive. */
export async function load(context: Context, flags: Flags): Promise<number> {
  const { settings, now } = context;
  const { budget } = flags;
  const request = parseRunRequest(flags, settings, dayOf(now()));
  const signal = budget === undefined ? context.signal : AbortSignal.any([context.signal, AbortSignal.timeout(budget)]);
  const run = async (options: RunOptions) =>
    flags.fromArchive === true
      ? runFromArchive(settings, await openArchiveToRead(settings, options), request, options)
      : runIngest(settings, request, options);
  return exitCodeOf(await showRun(context, (progress) => run({ ...progress, now, signal })), context);
}
