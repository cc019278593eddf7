import { addDays, dayOf } from '../../function/core/day.ts';
import { type DaySize, measureDays } from './day-size.ts';
import { type FunctionRun, runFunction } from './function-run.ts';
import { openStandIns } from './stand-ins.ts';
import { readingMinutes, requestsPerMinute, runMinutes } from './terms.ts';

const [few, many] = [100, 400];

export interface FirstRun extends FunctionRun {
  readonly days: number;
  readonly daySize: DaySize;
}

/**
 * The first run of a fresh deployment, which loads until its time budget ends: what it holds after so many days, with
 * neither latency nor a rate. Returns the longer one.
 */
export async function* benchFirstRun(deployed: string): AsyncGenerator<string, FirstRun> {
  yield 'the first run of a fresh deployment, with neither latency nor a rate: what it holds after so many days';
  const short = await measureFirstRun(deployed, few);
  yield describe(short);
  const long = await measureFirstRun(deployed, many);
  yield describe(long);
  const reckoned = (readingMinutes * requestsPerMinute * many) / long.traffic.wikimedia;
  const mibPerDay = (long.peakMib - short.peakMib) / (many - few);
  yield `  ${cell(reckoned)} days, reckoned: ${cell(long.peakMib + (reckoned - many) * mibPerDay)} MiB, when ${runMinutes} minutes are over at ${requestsPerMinute} requests a minute`;
  return long;
}

async function measureFirstRun(deployed: string, days: number): Promise<FirstRun> {
  await using standIns = await openStandIns(0);
  const deployment = await standIns.deploy();
  const run = await runFunction(deployed, standIns, deployment, {
    WIKITRENDS_SINCE: addDays(dayOf(new Date()), -days),
    CLOUD_RUN_TIMEOUT_SECONDS: '3600',
  });
  if (!run.report.complete) throw new Error(`There are ${run.report.remaining} days left`);
  return { ...run, days, daySize: await measureDays(standIns, deployment) };
}

function describe({ days, peakMib, residentMib, seconds, cpuSeconds }: FirstRun): string {
  const time = `${seconds.toFixed(0)} s, ${cpuSeconds.toFixed(0)} s of CPU`;
  return `  ${cell(days)} days: ${cell(peakMib)} MiB at most, ${residentMib.toFixed(0)} MiB after it; ${time}`;
}

function cell(figure: number): string {
  return figure.toFixed(0).padStart(4);
}
