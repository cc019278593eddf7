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

/** Of Wikimedia: nobody else has rankings, and no other host may be asked. https://meta.wikimedia.org/wiki/Special:SiteMatrix */
export const families: readonly string[] = [
  'wikipedia',
  'wiktionary',
  'wikibooks',
  'wikinews',
  'wikiquote',
  'wikisource',
  'wikiversity',
  'wikivoyage',
  'wikimedia',
  'wikidata',
  'wikifunctions',
  'mediawiki',
];

export function parseProject(text: string): Project {
  const project = text.trim().replace(/\.org$/, '');
  if (isProject(project)) return project;
  throw new UsageError(`Cannot read project "${text}": expected a wiki such as en.wikipedia or fr.wiktionary`);
}

export function isProject(text: string): text is Project {
  const labels = text.split('.');
  return (
    labels.length > 1 && labels.every((label) => /^[a-z0-9-]+$/.test(label)) && families.includes(labels.at(-1) ?? '')
  );
}

export function partitionKey({ project, day }: Partition): string {
  return `${project} ${day}`;
}

/** Every project's days of the range, the newest day of all projects first. */
export function partitionsOf(projects: readonly Project[], first: Day, last: Day): readonly Partition[] {
  return daysNewestFirst(first, last).flatMap((day) => projects.map((project) => ({ project, day })));
}
