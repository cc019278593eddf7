import type { Day } from './day.ts';
import { daysNewestFirst } from './day.ts';
import { UsageError } from './errors.ts';

/** A wiki as the Analytics API names it, such as `en.wikipedia`. */
export type Project = string & { readonly unit: 'project' };

/** What is fetched, checked, committed and retried as a whole: a project's UTC day. */
export interface Partition {
  readonly project: Project;
  readonly day: Day;
}

export function parseProject(text: string): Project {
  const project = text.trim().replace(/\.org$/, '');
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(project)) {
    throw new UsageError(`Cannot read project "${text}": expected a wiki such as en.wikipedia or fr.wiktionary`);
  }
  return project as Project;
}

export function partitionKey({ project, day }: Partition): string {
  return `${project} ${day}`;
}

/** Every project's days of the range, the newest day of all projects first. */
export function partitionsOf(projects: readonly Project[], first: Day, last: Day): readonly Partition[] {
  return daysNewestFirst(first, last).flatMap((day) => projects.map((project) => ({ project, day })));
}
