/** What a bill is made out by, beside prices and what was measured. */

/** What nothing on this machine could measure. */
export const stated = {
  /** BigQuery's jobs take seconds there, and none here. */
  secondsOfRun: 60,
  /** As others report it: the base, Node and the packages. */
  imageGib: 0.3,
  /** Wikimedia takes no longer URL. */
  sentBytesOfRequest: 8_000,
};

export const [mib, gib, tib] = [2 ** 20, 2 ** 30, 2 ** 40];
export const daysPerMonth = 365 / 12;
/** Billed for each table that a statement names, at least: https://cloud.google.com/bigquery/pricing */
export const leastScanned = 10 * mib;
/** Then a partition that nothing has changed becomes long-term storage. */
export const daysActive = 90;
/** The bucket's rule deletes what is staged after so many days. */
export const daysStaged = 7;
export const requestsPerMinute = 180;
/** Of the half hour that Cloud Scheduler waits for a run at most, the function keeps two minutes for its last commit. */
export const [runMinutes, readingMinutes] = [30, 28];
