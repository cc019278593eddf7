import type { Settings } from '../../config.ts';
import { dayOf } from '../../core/day.ts';
import { UsageError } from '../../core/errors.ts';
import { runPush } from '../push.ts';
import { parseRunRequest, type RunParameters } from '../request.ts';
import { runIngest } from '../run.ts';
import { type Jupyter, openPlace } from './jupyter.ts';
import { showRunAt } from './progress.ts';

export interface RunContext {
  readonly jupyter: Jupyter;
  readonly now: () => Date;
  /** Ends a run early and in good order: somebody has interrupted the kernel. */
  readonly signal: AbortSignal;
}

/**
 * Loads what is missing, newest first: of a range, or of all that the warehouse should hold. Stops in good order when its
 * minutes are over.
 */
export async function fillGaps(
  settings: Settings,
  { minutes, ...days }: RunParameters & { readonly minutes: number },
  { jupyter, now, signal: stopped }: RunContext,
): Promise<void> {
  const request = parseRunRequest(days, settings, dayOf(now()));
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(minutes * 60_000)]);
  return showRunAt(openPlace(jupyter), now, (progress) => runIngest(settings, request, { ...progress, now, signal }));
}

/** Brings to BigQuery the days that a DuckDB file holds and it lacks. */
export async function pushDays(from: Settings, to: Settings, { jupyter, now, signal }: RunContext): Promise<void> {
  const { warehouse: origin } = from;
  if (origin.kind !== 'duckdb') throw new UsageError('Cannot push: the days are in BigQuery already');
  if (to.warehouse.kind !== 'bigquery') {
    throw new UsageError(
      'Cannot push: expected a warehouse bigquery:<gcp project>.<dataset>, where the days are to go',
    );
  }
  const wanted = { projects: from.projects };
  return showRunAt(openPlace(jupyter), now, (progress) =>
    runPush(to, origin, wanted, dayOf(now()), { ...progress, now, signal }),
  );
}
