import { addDays, type Day, parseDay } from '../../function/core/day.ts';
import { type Partition, type Project, parseProject, partitionsOf } from '../../function/core/partition.ts';

export const english: Project = parseProject('en.wikipedia');
export const french: Project = parseProject('fr.wikipedia');

/** One project's days, the newest first: `last` and those before it. */
export function daysBefore(last: string, count: number, project: Project = english): readonly Partition[] {
  const day: Day = parseDay(last);
  return partitionsOf([project], addDays(day, 1 - count), day);
}

export function partition(day: string, project: Project = english): Partition {
  return { project, day: parseDay(day) };
}
