import type { ChildProcess } from 'node:child_process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** What a process took in its life. */
export interface Footprint {
  readonly peakMib: number;
  /** At its end. */
  readonly residentMib: number;
  readonly cpuSeconds: number;
}

/** Arguments for Node that make a process tell its footprint when it ends. */
export const telling: readonly string[] = ['--import', fileURLToPath(new URL('probe.mjs', import.meta.url))];

/** Streams for such a process: it tells on the last one. */
export const tellingStdio: ('ignore' | 'pipe' | 'inherit')[] = ['ignore', 'pipe', 'inherit', 'pipe'];

export async function footprintOf({ stdio: [, , , told] }: ChildProcess): Promise<Footprint> {
  if (!(told instanceof Readable)) throw new Error('The process has no descriptor 3');
  return JSON.parse(await text(told));
}
