import type { Report } from '../../function/core/report.ts';
import type { Deployment } from '../support/cloud.ts';
import { type Ended, startMeasured } from './measured-function.ts';
import { environmentOf, type StandIns } from './stand-ins.ts';
import { countTraffic, type Traffic } from './traffic.ts';

/** A scheduled run of a process that was started for it. */
export interface FunctionRun extends Ended {
  readonly startMs: number;
  /** From the call to its answer. */
  readonly seconds: number;
  readonly traffic: Traffic;
  readonly report: Report;
}

export async function runFunction(
  deployed: string,
  standIns: StandIns,
  deployment: Deployment,
  more: Readonly<Record<string, string>> = {},
): Promise<FunctionRun> {
  const traffic = countTraffic(standIns);
  await using started = await startMeasured(deployed, { ...environmentOf(standIns, deployment), ...more });
  const called = performance.now();
  const answer = await started.call();
  const report: Report = JSON.parse(await answer.text());
  const seconds = (performance.now() - called) / 1000;
  if (answer.status !== 200) throw new Error(`The function answered ${answer.status}: ${JSON.stringify(report)}`);
  return { ...(await started.stop()), startMs: started.startMs, seconds, traffic: traffic(), report };
}
