import { type Project, parseProject } from './partition.ts';

/** The sample is made up, and its project says so in every row. */
export const sampleProject = parseProject('sample.wikipedia');

/** A first look leaves the sample behind: beside anything real it counts for nothing, unless somebody names it. */
export function exceptSample(projects: readonly Project[]): readonly Project[] {
  const real = projects.filter((project) => project !== sampleProject);
  return real.length > 0 ? real : projects;
}
