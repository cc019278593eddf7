import type { Deployment } from './settings.ts';

/** Which lines of the log mean what: `function/app/service/log.ts` writes them. */
export interface LogFilters {
  /** All that the function writes. */
  readonly all: string;
  /** A run that did what it was asked for, or loaded at least a day: one that Wikimedia will never have keeps none from succeeding. */
  readonly success: string;
  readonly run: string;
  readonly day: string;
  readonly refusedDay: string;
  /** A loaded day that is unlike its neighbours, or has categories beyond all experience. */
  readonly remarkableDay: string;
  /** Of the functions or the schedule, refused days aside. */
  readonly error: string;
}

/** For each article. Large wikis have 28 to 40, small ones a handful: fewer or more is a fault, here or upstream. */
const [fewestCategories, mostCategories] = [2, 150];

export function logFilters({ names, top }: Pick<Deployment, 'names' | 'top'>): LogFilters {
  const ofFunction = `resource.type = "cloud_run_revision" AND resource.labels.service_name = "${names.ingest}"`;
  const ofSchedule = `resource.type = "cloud_scheduler_job" AND resource.labels.job_id = "${names.ingest}"`;
  // Cloud Run logs each answer as well, 503 as an error; what is behind one the function says itself.
  const services = [names.ingest, names.dashboard].map((name) => `resource.labels.service_name = "${name}"`);
  const ofProgram =
    `resource.type = "cloud_run_revision" AND (${services.join(' OR ')}) AND ` +
    'NOT log_id("run.googleapis.com/requests")';
  const refused = '(jsonPayload.outcome = "refused" OR (jsonPayload.days.refused > 0 AND jsonPayload.days.failed = 0))';
  // 429 is an instance that is busy with another call.
  const answered = '(jsonPayload.debugInfo : "code number = 5" OR jsonPayload.debugInfo : "code number = 429")';
  const run = `${ofFunction} AND jsonPayload.event = "run"`;
  const day = `${ofFunction} AND jsonPayload.event = "day"`;
  const [fewest, most] = [fewestCategories * top, mostCategories * top];
  return {
    all: ofFunction,
    run,
    day,
    success: `${run} AND (jsonPayload.verdict = "done" OR jsonPayload.days.loaded > 0)`,
    refusedDay: `${day} AND jsonPayload.outcome = "refused"`,
    remarkableDay:
      `${day} AND jsonPayload.outcome = "loaded" AND ` +
      `(severity = "WARNING" OR jsonPayload.categories < ${fewest} OR jsonPayload.categories > ${most})`,
    error: `severity >= ERROR AND ((${ofProgram} AND NOT ${refused}) OR (${ofSchedule} AND NOT ${answered}))`,
  };
}
