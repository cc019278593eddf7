import type { JobPlan } from './job.ts';
import type { Job, JobReference } from './jobs.ts';

/** A job as answers describe it: https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/Job */
export function jobResource(job: Job): object {
  const { project, id, location, configuration, state, error, errors, outcome } = job;
  const { createdAt, startedAt, endedAt } = job;
  return {
    kind: 'bigquery#job',
    id: `${project}:${location}.${id}`,
    jobReference: { projectId: project, jobId: id, location },
    configuration,
    status: { state, ...(state === 'DONE' && error !== null && { errorResult: error, errors }) },
    statistics: {
      creationTime: String(createdAt),
      ...(startedAt !== null && { startTime: String(startedAt) }),
      ...(endedAt !== null && { endTime: String(endedAt) }),
      ...(state === 'DONE' && outcome?.statistics),
    },
    user_email: 'stand-in@example.com',
  };
}

/** What a dry run answers: a job that there is not, and so without an id. */
export function dryRunResource(
  { project, location }: JobReference,
  { configuration }: JobPlan,
  statistics: object,
  at: number,
): object {
  return {
    kind: 'bigquery#job',
    id: `${project}:${location}.`,
    jobReference: { projectId: project, location },
    configuration: { ...configuration, dryRun: true },
    status: { state: 'DONE' },
    statistics: { creationTime: String(at), ...statistics },
    user_email: 'stand-in@example.com',
  };
}
