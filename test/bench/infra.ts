import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectFolder } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { footprintOf, telling, tellingStdio } from './footprint.ts';
import { median } from './median.ts';

const runs = 5;
const synth = fileURLToPath(new URL('synth.ts', import.meta.url));

/** The stack: how long it takes to write and to check, and what that holds. */
export async function* benchInfra(): AsyncGenerator<string> {
  yield `the stack: ${runs} runs, medians`;
  const synths = await repeat(synthOnce);
  const peakMib = median(synths, 'peakMib').toFixed(0);
  yield `  synthesis, the bundle included  ${median(synths, 'seconds').toFixed(2)} s, ${peakMib} MiB at most`;
  const checks = await repeat(() => time(join(projectFolder, 'node_modules/.bin/tsc'), ['-p', 'infra']));
  yield `  type check of infra/            ${median(checks, 'seconds').toFixed(2)} s`;
}

async function synthOnce(): Promise<{ readonly seconds: number; readonly peakMib: number }> {
  using folder = temporaryFolder();
  const start = performance.now();
  const child = spawn(process.execPath, [...telling, synth, folder.path], { stdio: tellingStdio });
  child.stdout?.resume();
  const [{ peakMib }, [exitCode]] = await Promise.all([footprintOf(child), once(child, 'exit')]);
  if (exitCode !== 0) throw new Error(`The synthesis ended with ${exitCode}`);
  return { seconds: (performance.now() - start) / 1000, peakMib };
}

async function time(program: string, args: readonly string[]): Promise<{ readonly seconds: number }> {
  const start = performance.now();
  const child = spawn(program, args, { cwd: projectFolder, stdio: 'inherit' });
  const [exitCode] = await once(child, 'exit');
  if (exitCode !== 0) throw new Error(`${program} ended with ${exitCode}`);
  return { seconds: (performance.now() - start) / 1000 };
}

async function repeat<T>(once: () => Promise<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for (let run = 0; run < runs; run += 1) all.push(await once());
  return all;
}
