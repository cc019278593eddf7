/** What one instance of the function has. */
export interface Instance {
  readonly mib: number;
  /** Comes with the memory: https://docs.cloud.google.com/run/docs/configuring/memory-limits */
  readonly vcpu: number;
}

/**
 * The smallest that holds a first run of half an hour: `npm run bench -- function` measures 212 MiB, and in 256 MiB there
 * would be too little room for what it does not measure, TLS among it.
 */
export const instance: Instance = { mib: 512, vcpu: 0.333 };

/** As long as Cloud Scheduler waits for an answer, at most. */
export const timeoutSeconds = 1800;

/** The dashboard answers many at once, and each in little time; more than one call at a time needs a whole CPU. */
export const dashboardLimits = {
  instance: { mib: 512, vcpu: 1 } satisfies Instance,
  timeoutSeconds: 60,
  concurrency: 40,
};
