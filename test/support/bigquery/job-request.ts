import Type from 'typebox';
import { parserOf } from '../../../function/core/shape.ts';
import { invalidRequest, notCovered } from './errors.ts';
import type { JobPlan } from './job.ts';
import type { JobReference } from './jobs.ts';
import { type LoadOptions, planLoad } from './load-request.ts';
import { planQuery, type QueryOptions } from './query-request.ts';

export type JobOptions = LoadOptions & QueryOptions & { readonly location: string };

/** The body of `jobs.insert`. @throws {GoogleApiError} for what makes no job at all. */
export function parseJob(
  body: unknown,
  project: string,
  options: JobOptions,
): { readonly reference: JobReference; readonly plan: JobPlan; readonly isDryRun: boolean } {
  const { jobReference, configuration } = parseBody(body, (problem) => invalidRequest(`Invalid job: ${problem}`));
  const reference = parseReference(jobReference ?? {}, project, options.location);
  const { load, query, labels: _labels, jobTimeoutMs: _timeout, jobType: _type, ...rest } = configuration;
  const { dryRun: isDryRun = false, ...others } = rest;
  const [other] = Object.keys(others);
  if (other !== undefined) throw notCovered(`"${other}" of a job`);
  if (load !== undefined && query === undefined) {
    return { reference, plan: planLoad(load, reference, options), isDryRun };
  }
  if (query !== undefined && load === undefined) {
    return { reference, plan: planQuery(query, reference, options), isDryRun };
  }
  throw invalidRequest('Required parameter is missing: a job configuration must have one of load and query');
}

function parseReference(
  reference: { readonly jobId?: string; readonly location?: string; readonly projectId?: string },
  project: string,
  ownLocation: string,
): JobReference {
  const { jobId, location = ownLocation, projectId = project } = reference;
  if (projectId !== project) {
    throw invalidRequest(`Value '${projectId}' in content does not agree with value '${project}'`);
  }
  if (jobId !== undefined && !/^[\w-]{1,1024}$/.test(jobId)) {
    throw invalidRequest(
      `Invalid job ID "${jobId}". Job IDs must be alphanumeric (plus underscores and dashes) and must be at most 1024 characters long.`,
    );
  }
  return { project, id: jobId ?? null, location };
}

const parseBody = parserOf(
  Type.Object({
    jobReference: Type.Optional(
      Type.Object({
        jobId: Type.Optional(Type.String()),
        projectId: Type.Optional(Type.String()),
        location: Type.Optional(Type.String()),
      }),
    ),
    configuration: Type.Object({
      load: Type.Optional(Type.Unknown()),
      query: Type.Optional(Type.Unknown()),
      labels: Type.Optional(Type.Unknown()),
      jobTimeoutMs: Type.Optional(Type.Union([Type.String(), Type.Number()])),
      jobType: Type.Optional(Type.String()),
      dryRun: Type.Optional(Type.Boolean()),
    }),
  }),
);
