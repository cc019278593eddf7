import { setTimeout as sleep } from 'node:timers/promises';
import type { BigQuery, JobMetadata } from '@google-cloud/bigquery';
import { UnavailableError } from '../../core/errors.ts';
import { callGoogle, type Patience } from '../../google/call.ts';
import { AlreadyThereError, complaintError } from '../../google/errors.ts';

export interface JobRequest {
  /** Names the work: under one name it is done once, however often it is asked for. Letters, digits, dashes, underscores. */
  readonly name: string;
  /** Completes the sentence "Cannot …". */
  readonly what: string;
  readonly configuration: NonNullable<JobMetadata['configuration']>;
}

type JobStatus = NonNullable<JobMetadata['status']>;

const firstPollMs = 100;
const longestPollMs = 2_000;
/** BigQuery stops a job that takes longer. */
const jobTimeoutMs = 10 * 60_000;

/**
 * Runs a job to its end and resolves to its id, which follows from its name: who asks again finds the job that is there
 * already and waits for it. A failed job burns its id, so the next try of the work takes the next one. Throws what the
 * job's error means.
 */
export async function runJob(
  client: BigQuery,
  { name, what, configuration }: JobRequest,
  patience: Patience,
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const id = `${name}_${attempt}`;
    const isNew = await createJob(client, id, { what, configuration }, patience);
    const { errorResult } = await endOf(client, id, what, patience);
    if (errorResult === undefined) return id;
    const { reason = '', message = 'the job failed without a word' } = errorResult;
    if (isNew) throw complaintError(what, { status: 0, reason, message }, new Error(`BigQuery's job ${id} failed`));
  }
}

/** What a query would be, such as SELECT, INSERT or SCRIPT; nothing is carried out. */
export async function typeOf(
  client: BigQuery,
  { what, configuration }: JobRequest,
  patience: Patience,
): Promise<string | undefined> {
  const request = () => ({
    ...(client.location !== undefined && { location: client.location }),
    configuration: { ...configuration, dryRun: true },
  });
  const [, metadata] = await callGoogle(what, () => client.createJob(request()), patience);
  return metadata.statistics?.query?.statementType;
}

/** False when there is a job of this id already. */
async function createJob(
  client: BigQuery,
  id: string,
  { what, configuration }: Omit<JobRequest, 'name'>,
  patience: Patience,
): Promise<boolean> {
  // Made anew for each request: the client takes some members out of what it is given.
  const request = () => ({
    jobId: id,
    ...(client.location !== undefined && { location: client.location }),
    configuration: { ...configuration, jobTimeoutMs: String(jobTimeoutMs) },
  });
  try {
    await callGoogle(what, () => client.createJob(request()).catch(unlessOfJob), patience);
    return true;
  } catch (error) {
    if (error instanceof AlreadyThereError) return false;
    throw error;
  }
}

/** The client throws the error of a job that has failed by the time its request is answered, without a status. */
function unlessOfJob(error: unknown): void {
  if (error instanceof Error && 'errors' in error && 'code' in error && error.code === undefined) return;
  throw error;
}

async function endOf(client: BigQuery, id: string, what: string, patience: Patience): Promise<JobStatus> {
  let waitMs = firstPollMs;
  for (let waitedMs = 0; waitedMs <= jobTimeoutMs; waitedMs += waitMs) {
    waitMs = Math.min(longestPollMs, waitMs * 1.5);
    const [metadata] = await callGoogle(what, () => client.job(id, locationOf(client)).getMetadata(), patience);
    const { status }: JobMetadata = metadata;
    if (status?.state === 'DONE') return status;
    await sleep(waitMs);
  }
  throw new UnavailableError(`Cannot ${what}: BigQuery's job ${id} has not ended in ${jobTimeoutMs / 60_000} minutes`);
}

function locationOf({ location }: BigQuery): { readonly location?: string } {
  return location === undefined ? {} : { location };
}
