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
  /** Of the function or its schedule, refused days aside. */
  readonly error: string;
}

/** On ten recorded lists there were 28 to 40 for each article. */
const [fewestCategories, mostCategories] = [5, 150];

export function logFilters({ names, top }: Pick<Deployment, 'names' | 'top'>): LogFilters {
  const ofFunction = `resource.type = "cloud_run_revision" AND resource.labels.service_name = "${names.ingest}"`;
  const ofSchedule = `resource.type = "cloud_scheduler_job" AND resource.labels.job_id = "${names.ingest}"`;
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
    error:
      `severity >= ERROR AND ((${ofFunction} AND NOT jsonPayload.outcome = "refused") OR ` +
      // Later is no trouble: the function answers it with 503, and is asked again.
      `(${ofSchedule} AND NOT jsonPayload.debugInfo : "503"))`,
  };
}
