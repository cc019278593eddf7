import type { Context } from '../context.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { Flags } from '../flags.ts';
import { runIngest } from '../run.ts';
import { showProgress } from '../terminal/progress.ts';
import { summarise } from '../terminal/summary.ts';

/** `ingest` and `backfill`: loads days, with progress and a summary on stderr and, if wanted, the report on stdout. */
export async function load(context: Context, flags: Flags): Promise<number> {
  const { settings, now, out, err } = context;
  const { budget, fromArchive = false } = flags;
  const signal = budget === undefined ? context.signal : AbortSignal.any([context.signal, AbortSignal.timeout(budget)]);
  const progress = showProgress(context, now);
  try {
    const { report, verdict } = await runIngest(settings, flags, { ...progress, now, signal, fromArchive });
    progress.stop();
    err.write(summarise(report));
    if (context.json) out.write(`${JSON.stringify(report, null, 1)}\n`);
    return exitCodeOf({ report, verdict }, context);
  } finally {
    progress.stop();
  }
}
