import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { deployBundle } from '../support/bundle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { benchColdStart, writeEmpty } from './cold-start.ts';
import { benchCost } from './cost.ts';
import { benchFirstRun } from './first-run.ts';
import { benchScheduledRun } from './scheduled-run.ts';

/** The deployed function: how it starts, what a run asks and takes, what it costs. */
export async function* benchFunction(): AsyncGenerator<string> {
  using folder = temporaryFolder();
  const [deployed, empty] = [join(folder.path, 'deployed'), join(folder.path, 'empty')];
  await deployBundle(deployed);
  await writeEmpty(empty, deployed);
  const { size } = await stat(join(deployed, 'main.js'));
  yield `the bundle: ${(size / 1e6).toFixed(1)} MB in one file`;
  yield '';
  yield* benchColdStart(deployed, empty);
  yield '';
  const scheduled = yield* benchScheduledRun(deployed);
  yield '';
  const first = yield* benchFirstRun(deployed);
  yield '';
  yield* benchCost(scheduled, first);
}
