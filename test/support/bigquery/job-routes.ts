import { googleError } from '../google/errors.ts';
import type { GoogleReply } from '../google/server.ts';
import { isSameLocation } from './catalog.ts';
import { JobError, notCovered, refusalOf } from './errors.ts';
import type { JobPlan } from './job.ts';
import { type JobOptions, parseJob } from './job-request.ts';
import { dryRunResource, jobResource } from './job-resource.ts';
import type { Job, JobReference, Jobs } from './jobs.ts';
import { type Call, numberOf, ok, type Route } from './routes.ts';

export type JobRouteOptions = JobOptions & {
  /** Does the work between jobs. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
};

/** https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/jobs */
export function jobRoutes(jobs: Jobs, options: JobRouteOptions): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/jobs',
      answer({ project, json }) {
        options.catalog.datasets(project);
        const { reference, plan, isDryRun } = parseJob(json(), project, options);
        if (isDryRun) return options.inTurn(() => dryRun(reference, plan, options));
        return ok(jobResource(jobs.insert(reference, plan)));
      },
    },
    {
      method: 'GET',
      path: '/jobs',
      answer({ project, query }) {
        options.catalog.datasets(project);
        const states = query.getAll('stateFilter').map((state) => state.toUpperCase());
        const wanted = jobs.ofProject(project).filter(({ state }) => states.length === 0 || states.includes(state));
        const found = wanted.toReversed().slice(0, numberOf(query, 'maxResults') ?? wanted.length);
        const body = {
          kind: 'bigquery#jobList',
          jobs: found.map((job) => ({ ...jobResource(job), state: job.state })),
        };
        return ok(body);
      },
    },
    {
      method: 'GET',
      path: '/jobs/{job}',
      answer: async (call) => ok(jobResource(await jobs.look(findJob(jobs, call, options.location)))),
    },
    {
      method: 'POST',
      path: '/jobs/{job}/cancel',
      answer(call) {
        const job = findJob(jobs, call, options.location);
        jobs.cancel(job);
        return ok({ kind: 'bigquery#jobCancelResponse', job: jobResource(job) });
      },
    },
  ];
}

/** Refuses the request where the job would have failed. @throws {GoogleApiError} */
async function dryRun(reference: JobReference, plan: JobPlan, { now }: JobOptions): Promise<GoogleReply> {
  if (plan.dryRun === null) throw notCovered(`dry runs of ${plan.kind} jobs`);
  try {
    return ok(dryRunResource(reference, plan, await plan.dryRun(), now()));
  } catch (error) {
    throw error instanceof JobError ? refusalOf(error) : error;
  }
}

/** Outside of US and EU a job is only found by those who say where it is. @throws {GoogleApiError} */
export function findJob(jobs: Jobs, { project, part, query }: Call, ownLocation: string): Job {
  const id = part('job');
  const given = query.get('location');
  const isKnown = ['US', 'EU'].some((location) => isSameLocation(location, ownLocation));
  const location = given ?? (isKnown ? ownLocation : null);
  const job = location === null ? undefined : jobs.find(project, id, location);
  if (job !== undefined) return job;
  const where = location === null ? '' : `${location}.`;
  throw googleError(404, 'notFound', `Not found: Job ${project}:${where}${id}`);
}
