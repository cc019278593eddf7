import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { addDays, parseDay } from '../../function/core/day.ts';
import { projectFolder } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Footprint, footprintOf, telling, tellingStdio } from './footprint.ts';
import { makeTenYears, tenYears } from './ten-years.ts';

/** Clients at a time. */
const clients = 50;
/** Questions one after the other that nothing is kept of. */
const coldQuestions = 30;
const keptQuestions = 10_000;
/** As fast as that many readers turn pages, and more. */
const keptPerSecond = 1000;

/** The questions of a kind: each number has one of its own. */
type Kind = readonly [string, (number: number) => string];

const last = addDays(parseDay(tenYears.first), tenYears.days - 1);
const dayOf = (number: number) => addDays(last, -7 * number);
const [project] = tenYears.projects;

const kinds: readonly Kind[] = [
  ['projects', () => 'projects'],
  ['days', (i) => `days?project=${project}&start=${addDays(parseDay(tenYears.first), i)}`],
  ['top', (i) => `top?project=${project}&day=${dayOf(i)}`],
  ['trending', (i) => `trending?project=${project}&day=${dayOf(i)}`],
  ['articles/{page_id}', (i) => `articles/${1 + i}?project=${project}`],
  ['categories', (i) => `categories?project=${project}&day=${dayOf(i)}`],
  ['categories/{name}', (i) => `categories/Things%20of%20the%20kind%20${i}%20and%20their%20likes?project=${project}`],
  ['range-top of a week', (i) => `range-top?project=${project}&start=${addDays(dayOf(i), -6)}&end=${dayOf(i)}`],
  ['range-top of a year', (i) => `range-top?project=${project}&start=${addDays(dayOf(i), -364)}&end=${dayOf(i)}`],
  ['health', (i) => `health?project=${tenYears.projects[i % 2]}`],
  ['feed.atom', (i) => `feed.atom?project=${tenYears.projects[i % 2]}`],
];

/** The dashboard over ten years of two projects: how long its answers take, and what the process takes. */
export async function* benchDashboard(): AsyncGenerator<string> {
  using folder = temporaryFolder();
  const path = join(folder.path, 'ten-years.duckdb');
  for await (const what of makeTenYears(path)) yield `  making ${what}`;
  yield* benchFile(path);
}

/** Over a file that is there. */
export async function* benchFile(path: string): AsyncGenerator<string> {
  const served = await serve(path);
  yield `p99 in ms: ${coldQuestions} questions of which nothing is kept, one by one; one such question from ${clients} clients at once;`;
  yield `  an answer that is kept, ${keptPerSecond} times a second by ${clients} clients; and as often as they can`;
  try {
    for (const [name, question] of kinds) {
      const path = (number: number) => `/api/v1/${question(number)}`;
      const distinct = new Set(Array.from({ length: coldQuestions }, (_, i) => path(i)));
      const alone = await load(served.url, [...distinct], { clients: 1, amount: distinct.size });
      const last = [path(coldQuestions)];
      const together = await load(served.url, last, { clients, amount: clients });
      const kept = await load(served.url, last, { clients, amount: keptQuestions / 5, perSecond: keptPerSecond });
      const most = await load(served.url, last, { clients, amount: keptQuestions });
      const figures = [alone, together, kept, most].map(({ p99 }) => p99.toFixed(1).padStart(7));
      yield `  ${name.padEnd(22)}${figures.join('')}   ${Math.round(most.perSecond)} answers/s of ${(most.bytes / 1000).toFixed(1)} kB`;
    }
  } finally {
    const { peakMib, residentMib, cpuSeconds } = await served.stop();
    yield `  memory: ${Math.round(peakMib)} MiB at its peak, ${Math.round(residentMib)} at the end; ${cpuSeconds.toFixed(0)} s of CPU`;
  }
}

interface Loaded {
  readonly p99: number;
  readonly perSecond: number;
  /** Of an answer, as it was sent. */
  readonly bytes: number;
}

/** Asks the paths in turn, so many times in all; fails where not every answer is a 200. */
async function load(
  url: string,
  paths: readonly string[],
  asked: { readonly clients: number; readonly amount: number; readonly perSecond?: number },
): Promise<Loaded> {
  const { clients: connections, amount, perSecond } = asked;
  const taken: number[] = [];
  const start = performance.now();
  let end = start;
  const { '2xx': good, throughput } = await autocannon({
    url,
    connections,
    amount,
    ...(perSecond !== undefined && { overallRate: perSecond }),
    timeout: 60,
    headers: { 'accept-encoding': 'gzip' },
    requests: paths.map((path) => ({ path })),
    setupClient: (client) =>
      client.on('response', (_status, _bytes, ms) => {
        taken.push(ms);
        end = performance.now();
      }),
  });
  if (good !== amount) throw new Error(`${paths[0]}: ${good} of ${amount} requests had an answer`);
  const [p99 = Number.NaN] = taken.toSorted((a, b) => b - a).slice(Math.floor(taken.length / 100));
  return { p99, perSecond: (amount / (end - start)) * 1000, bytes: throughput.total / amount };
}

interface Served {
  readonly url: string;
  stop(): Promise<Footprint>;
}

async function serve(path: string): Promise<Served> {
  const args = [...telling, `${projectFolder}function/cli.ts`, 'serve', '--port', '0', '--warehouse', `duckdb:${path}`];
  const child = spawn(process.execPath, args, { stdio: tellingStdio });
  const footprint = footprintOf(child);
  const [printed] = await once(child.stdout ?? child, 'data');
  return {
    url: String(printed).trim(),
    async stop() {
      child.kill('SIGINT');
      return footprint;
    },
  };
}
