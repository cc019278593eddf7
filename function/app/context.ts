import type { Settings } from '../config.ts';
import type { Io } from './terminal/io.ts';

/** What every command works with. */
export interface Context extends Io {
  readonly settings: Settings;
  readonly now: () => Date;
  /** Whether somebody sits at a terminal who reads what is printed and can press Ctrl-C. */
  readonly isAttended?: boolean;
  /** Ends a run early and in good order: somebody pressed Ctrl-C. */
  readonly signal: AbortSignal;
  /** Whether the caller wants the report as JSON on stdout. */
  readonly json: boolean;
}
