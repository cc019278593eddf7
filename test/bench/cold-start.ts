import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ended, startMeasured } from './measured-function.ts';
import { median } from './median.ts';

const starts = 9;

interface Start extends Ended {
  readonly startMs: number;
}

/** From the start of the process to its first answer: the deployed bundle beside an empty function, in turn. */
export async function* benchColdStart(deployed: string, empty: string): AsyncGenerator<string> {
  const [ours, yardstick]: [Start[], Start[]] = [[], []];
  for (let round = 0; round < starts; round += 1) {
    ours.push(await measureStart(deployed));
    yardstick.push(await measureStart(empty));
  }
  const more = (figure: keyof Start) => median(ours, figure) - median(yardstick, figure);
  yield `cold start, from the start of the process to its first answer: ${starts} of each in turn, medians`;
  yield `  ours       ${describe(ours)}`;
  yield `  empty      ${describe(yardstick)}: a function that does nothing, in the same framework`;
  yield `  ours takes ${more('startMs').toFixed(0)} ms, ${(more('cpuSeconds') * 1000).toFixed(0)} ms of CPU and ${more('peakMib').toFixed(0)} MiB more`;
}

/** Writes a function that does nothing but refuse, with the packages of the deployed one. */
export async function writeEmpty(folder: string, deployed: string): Promise<void> {
  await mkdir(folder);
  for (const name of ['package.json', 'node_modules']) {
    await cp(join(deployed, name), join(folder, name), { recursive: true });
  }
  await writeFile(
    join(folder, 'main.js'),
    `import { http } from '@google-cloud/functions-framework';
http('ingest', (request, response) => void response.status(405).end());
`,
  );
}

async function measureStart(folder: string): Promise<Start> {
  await using started = await startMeasured(folder);
  return { startMs: started.startMs, ...(await started.stop()) };
}

function describe(all: readonly Start[]): string {
  const times = all.map(({ startMs }) => startMs);
  const range = `${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}`;
  const cpuMs = (median(all, 'cpuSeconds') * 1000).toFixed(0);
  const memory = `${median(all, 'peakMib').toFixed(0)} MiB at most, ${median(all, 'residentMib').toFixed(0)} MiB after it`;
  return `${median(all, 'startMs').toFixed(0).padStart(4)} ms (${range}), ${cpuMs} ms of CPU, ${memory}`;
}
