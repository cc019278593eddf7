import { randomUUID } from 'node:crypto';
import { googleError } from '../google/errors.ts';
import { JobError } from './errors.ts';
import type { JobOutcome, JobPlan, JobRecord, JobRun } from './job.ts';
import type { JobFaults } from './job-faults.ts';
import type { Lane, Turn } from './lane.ts';

/** A job and what is known of it so far. */
export interface Job extends JobRecord {
  readonly project: string;
  readonly location: string;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** What `status.errors` lists. */
  readonly errors: readonly JobError['result'][];
  /** Null until it has ended well. */
  readonly outcome: JobOutcome | null;
}

export interface JobReference {
  readonly project: string;
  readonly location: string;
  /** Null for one to be made up. */
  readonly id: string | null;
}

export interface Jobs {
  readonly all: readonly JobRecord[];
  /** Starts it. @throws {GoogleApiError} when its id is taken. */
  insert(reference: JobReference, plan: JobPlan): Job;
  /** Undefined when there is none of that id in that location. */
  find(project: string, id: string, location: string): Job | undefined;
  ofProject(project: string): readonly Job[];
  /** Waits until the job has ended or waits for something itself, counts as a look, and says what it was before it. */
  look(job: Job): Promise<Job>;
  cancel(job: Job): void;
  /** Lets every slow job go on; resolves when all jobs have ended. */
  settle(): Promise<void>;
}

export interface JobsOptions {
  readonly lane: Lane;
  readonly faults: JobFaults;
  readonly now: () => number;
  /** Called with the lane before each job. */
  readonly before: () => Promise<void>;
}

type Running = { -readonly [Name in keyof Job]: Job[Name] } & {
  looks: number;
  polls: number;
  /** Settles when it ends or waits. */
  quiet: PromiseWithResolvers<void>;
  readonly gate: PromiseWithResolvers<void>;
  readonly ended: PromiseWithResolvers<void>;
  cancel: () => void;
};

export function createJobs({ lane, faults, now, before }: JobsOptions): Jobs {
  const all: Running[] = [];
  const byReference = new Map<string, Running>();

  async function run(job: Running, { work }: JobPlan): Promise<void> {
    await lane.run(async (turn) => {
      await before();
      job.state = 'RUNNING';
      job.startedAt = now();
      const fault = faults.strike({ ...job, text: job.destination ?? job.statement ?? '' });
      if (fault?.kind === 'slow') job.polls = fault.polls;
      const jobRun = runOf(job, turn, fault?.kind === 'slow' ? (fault.before ?? null) : null);
      try {
        if (fault?.kind === 'error-before') throw scripted(fault);
        job.outcome = await work(jobRun);
      } catch (error) {
        const { result, details } = error instanceof JobError ? error : bug(error);
        job.error = result;
        job.errors = [result, ...details];
      }
      // It may have come here without a gate on its way.
      await jobRun.gate().catch(() => {});
      job.state = 'DONE';
      job.endedAt = now();
    });
    job.quiet.resolve();
    job.ended.resolve();
  }

  return {
    all,
    insert({ project, location, id: given }, plan) {
      const id = given ?? `job_${randomUUID()}`;
      const key = keyOf(project, location, id);
      if (byReference.has(key)) {
        throw googleError(409, 'duplicate', `Already Exists: Job ${project}:${location}.${id}`);
      }
      const { kind, destination, statement, configuration } = plan;
      const job: Running = {
        index: all.length,
        id,
        project,
        location,
        kind,
        destination,
        statement,
        configuration,
        state: 'PENDING',
        error: null,
        errors: [],
        outcome: null,
        createdAt: now(),
        startedAt: null,
        endedAt: null,
        looks: 0,
        polls: 0,
        quiet: Promise.withResolvers(),
        gate: Promise.withResolvers(),
        ended: Promise.withResolvers(),
        cancel() {},
      };
      all.push(job);
      byReference.set(key, job);
      void run(job, plan);
      return job;
    },
    find: (project, id, location) => byReference.get(keyOf(project, location, id)),
    ofProject: (project) => all.filter((job) => job.project === project),
    async look(job) {
      const running = all[job.index];
      if (running === undefined) return job;
      await running.quiet.promise;
      const seen = { ...running };
      running.looks += 1;
      if (running.looks >= running.polls) running.gate.resolve();
      return seen;
    },
    cancel(job) {
      all[job.index]?.cancel();
    },
    async settle() {
      for (const { gate } of all) gate.resolve();
      for (const { ended } of all) await ended.promise;
    },
  };
}

function runOf(job: Running, turn: Turn, slowBefore: RegExp | null): JobRun {
  async function park(until: Promise<void>): Promise<void> {
    const cancelled = Promise.withResolvers<never>();
    job.cancel = () => cancelled.reject(stopped());
    job.quiet.resolve();
    await turn.park(
      Promise.race([until, cancelled.promise]).finally(() => {
        job.cancel = () => {};
        // At once, so that whoever asks from now on waits for what comes of it.
        job.quiet = Promise.withResolvers();
      }),
    );
  }
  let isOpen = false;
  return {
    slowBefore,
    park,
    async gate() {
      if (isOpen || job.looks >= job.polls) return;
      await park(job.gate.promise);
      isOpen = true;
    },
  };
}

function keyOf(project: string, location: string, id: string): string {
  return `${project}:${location.toLowerCase()}.${id}`;
}

function scripted({ reason, message }: { readonly reason: string; readonly message?: string }): JobError {
  return new JobError({ reason, message: message ?? `A scripted fault: ${reason}` });
}

function stopped(): JobError {
  return new JobError({ reason: 'stopped', message: 'Job execution was cancelled: User requested cancellation' });
}

/** A mistake of the stand-in itself: loud, and of a reason that nobody tries again for. */
function bug(error: unknown): JobError {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new JobError({ reason: 'standInFailed', message });
}
