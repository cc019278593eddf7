import { endings } from '../core/errors.ts';
import type { Ending } from '../core/report.ts';

/** How a shell reports a process that Ctrl-C ended. */
const interrupted = 130;

/** The exit code of a run: a failure shows even where somebody pressed Ctrl-C. */
export function exitCodeOf({ report, verdict }: Ending, { signal }: { readonly signal: AbortSignal }): number {
  return signal.aborted && !report.complete && verdict !== 'failed' ? interrupted : endings[verdict].exitCode;
}
