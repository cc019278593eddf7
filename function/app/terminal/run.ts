import type { Ending } from '../../core/report.ts';
import type { Context } from '../context.ts';
import { type Progress, showProgress } from './progress.ts';
import { summarise } from './summary.ts';

/** Shows a run: progress and a summary on stderr and, where the caller wants it, the report on stdout. */
export async function showRun(
  { out, err, json, now }: Context,
  run: (progress: Pick<Progress, 'onEvent' | 'onRetry'>) => Promise<Ending>,
): Promise<Ending> {
  const { stop, ...progress } = showProgress({ out, err }, now);
  const ending = await run(progress).finally(stop);
  err.write(summarise(ending.report));
  if (json) out.write(`${JSON.stringify(ending.report, null, 1)}\n`);
  return ending;
}
