import type { Job } from './jobs.ts';

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
