import type { Instance } from '../../infra/limits.ts';
import type { Item } from './bill.ts';
import type { DaySize } from './day-size.ts';
import type { FunctionRun } from './function-run.ts';
import { daysActive, daysPerMonth, daysStaged, gib, leastScanned, mib, stated, tib } from './terms.ts';

/** What a month of daily runs uses. */
export function monthOf({ traffic, logBytes }: FunctionRun, instance: Instance): readonly Item[] {
  const seconds = daysPerMonth * stated.secondsOfRun;
  const [classA, classB] = [traffic.classA, traffic.classB].map((count) => Math.round(count * daysPerMonth));
  const scanned = traffic.tablesNamed * leastScanned * daysPerMonth;
  const sent = traffic.wikimedia * stated.sentBytesOfRequest * daysPerMonth;
  return [
    {
      name: 'Cloud Run',
      what: `a run of ${stated.secondsOfRun} s a day on ${instance.mib} MiB and ${instance.vcpu} vCPU`,
      used: [...instanceFor(seconds, instance), ['request', daysPerMonth]],
    },
    { name: 'Cloud Scheduler', what: '1 job', used: [['schedule', 1]] },
    {
      name: 'Cloud Storage',
      what: `${classA} operations of class A, ${classB} of class B`,
      used: [
        ['classA', classA ?? 0],
        ['classB', classB ?? 0],
      ],
    },
    {
      name: 'BigQuery',
      what: `${(scanned / gib).toFixed(1)} GiB scanned: 10 MiB for each table a statement names, ${traffic.tablesNamed} a day`,
      used: [['scanned', scanned / tib]],
    },
    {
      name: 'Cloud Logging',
      what: `${(logBytes / 1000).toFixed(1)} kB a day`,
      used: [['log', (logBytes * daysPerMonth) / gib]],
    },
    {
      name: 'network',
      what: `${(sent / mib).toFixed(1)} MiB to Wikimedia`,
      used: [['sent', sent / gib]],
    },
    { name: 'Artifact Registry', what: `an image of ${stated.imageGib} GiB`, used: [['image', stated.imageGib]] },
  ];
}

/** What it is to keep so many days for a month. */
export function keepingOf(days: number, { archivedBytes, stagedBytes, logicalBytes, rows }: DaySize): Item {
  const inBucket = (days * archivedBytes + daysStaged * stagedBytes) / gib;
  const active = (Math.min(days, daysActive) * logicalBytes) / gib;
  const old = (Math.max(0, days - daysActive) * logicalBytes) / gib;
  const millions = ((days * rows) / 1e6).toFixed(1);
  return {
    name: `keeping ${days} days`,
    what: `${inBucket.toFixed(2)} GiB in the bucket, ${millions} million rows of ${(active + old).toFixed(2)} GiB in BigQuery`,
    used: [
      ['standard', inBucket],
      ['activeTable', active],
      ['oldTable', old],
    ],
  };
}

export function instanceFor(seconds: number, { mib: size, vcpu }: Instance): Item['used'] {
  return [
    ['cpu', seconds * vcpu],
    ['memory', (seconds * size * mib) / gib],
  ];
}
