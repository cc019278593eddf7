import { addDays, dayOf, parseDay } from '../../function/core/day.ts';
import { parseProject, partitionsOf } from '../../function/core/partition.ts';
import type { Deployment } from '../support/cloud.ts';
import { dayCommit } from '../support/day-commit.ts';
import { type FunctionRun, runFunction } from './function-run.ts';
import { median } from './median.ts';
import { openStandIns } from './stand-ins.ts';

const runs = 3;
const latencyMs = 50;

/** What the schedule asks for day by day: everything is there but yesterday. Returns the last one. */
export async function* benchScheduledRun(deployed: string): AsyncGenerator<string, FunctionRun> {
  await using standIns = await openStandIns(latencyMs);
  yield `a scheduled run, all days since 2023-04-01 loaded but yesterday: ${runs} runs, medians, ${latencyMs} ms of latency`;
  const all: FunctionRun[] = [];
  for (let run = 0; run < runs; run += 1) {
    const deployment = await standIns.deploy();
    await fillLedger(deployment);
    all.push(await runFunction(deployed, standIns, deployment));
  }
  const last = all.at(-1);
  if (last?.report.complete !== true || last.report.days.length !== 1) throw new Error('The run loaded something else');
  yield* describe(all, last);
  return last;
}

/** The ledger alone: a run reads nothing else of what is there. */
async function fillLedger({ warehouse }: Deployment): Promise<void> {
  const until = addDays(dayOf(new Date()), -2);
  const partitions = partitionsOf([parseProject('en.wikipedia')], parseDay('2023-04-01'), until);
  await warehouse.commit(partitions.map((partition) => dayCommit(partition, { articles: 0 })));
}

function* describe(all: readonly FunctionRun[], { traffic, report }: FunctionRun): Generator<string> {
  const { wikimedia, classA, classB, loadJobs, scripts, queries, otherCalls } = traffic;
  const { top_articles, article_categories } = report.rows;
  yield `  Wikimedia      ${cell(wikimedia)} requests for ${top_articles} rows of articles and ${article_categories} of categories`;
  yield `  Cloud Storage  ${cell(classA)} operations of class A, ${classB} of class B`;
  yield `  BigQuery       ${cell(queries)} queries, ${loadJobs} load jobs, ${scripts} scripts; ${otherCalls} other calls`;
  yield `  time           ${median(all, 'seconds').toFixed(1).padStart(4)} s to the answer, ${median(all, 'cpuSeconds').toFixed(1)} s of CPU from the start of the process`;
  yield `  memory         ${median(all, 'peakMib').toFixed(0).padStart(4)} MiB at most`;
}

function cell(count: number): string {
  return String(count).padStart(4);
}
