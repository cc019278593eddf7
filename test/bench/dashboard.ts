import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { addDays, parseDay } from '../../function/core/day.ts';
import { projectFolder } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Footprint, footprintOf, telling, tellingStdio } from './footprint.ts';
import { load } from './load.ts';
import { servePlain } from './plain-server.ts';
import { makeTenYears, tenYears } from './ten-years.ts';

/** Clients at a time. */
const clients = 50;
/** Questions one after the other that nothing is kept of. */
const coldQuestions = 30;
/** So many until both sides run compiled code, and then so many that count. */
const keptQuestions = 20_000;

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
  yield `  an answer that is kept, to ${clients} clients as often as they can (in parentheses: from a server that does nothing but send so many bytes)`;
  try {
    for (const [name, question] of kinds) yield await benchKind(served.url, name, question);
  } finally {
    const { peakMib, residentMib, cpuSeconds } = await served.stop();
    yield `  memory: ${Math.round(peakMib)} MiB at its peak, ${Math.round(residentMib)} at the end; ${cpuSeconds.toFixed(0)} s of CPU`;
  }
}

async function benchKind(url: string, ...[name, question]: Kind): Promise<string> {
  const path = (number: number) => `/api/v1/${question(number)}`;
  const distinct = new Set(Array.from({ length: coldQuestions }, (_, i) => path(i)));
  const alone = await load(url, [...distinct], { clients: 1, amount: distinct.size });
  const one = [path(coldQuestions)];
  const together = await load(url, one, { clients, amount: clients });
  const kept = await loadWarm(url, one);
  const plain = await servePlain(kept.bytes);
  const least = await loadWarm(plain.url, ['/']).finally(() => plain[Symbol.asyncDispose]());
  const [cold, atOnce, hot, floor] = [alone, together, kept, least].map(({ p99 }) => p99.toFixed(1));
  const figures = [cold, atOnce, hot].map((figure) => String(figure).padStart(7)).join('');
  const rate = `${Math.round(kept.perSecond)} (${Math.round(least.perSecond)}) answers/s of ${(kept.bytes / 1000).toFixed(1)} kB`;
  return `  ${name.padEnd(22)}${figures} ${`(${floor})`.padStart(7)}   ${rate}`;
}

async function loadWarm(url: string, paths: readonly string[]) {
  await load(url, paths, { clients, amount: keptQuestions });
  return load(url, paths, { clients, amount: keptQuestions });
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
