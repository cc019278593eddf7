/** At most `intervalCap` requests begin in any `interval` milliseconds. */
export interface RateWindow {
  readonly interval: number;
  readonly intervalCap: number;
}

/** The minute that Wikimedia counts, and a hundredth more: requests may arrive closer together than they were sent. */
const minuteMs = 60_600;

/**
 * A sliding window short enough that a day's requests go out at once and a long run's flow evenly: about a sixth of
 * the minute. Only whole windows are counted into the minute, for the next one's requests may come all at once.
 */
export function rateWindow(requestsPerMinute: number): RateWindow {
  const intervalCap = Math.max(1, Math.floor(requestsPerMinute / 6));
  const windows = Math.floor(requestsPerMinute / intervalCap);
  return { intervalCap, interval: Math.ceil(minuteMs / windows) };
}
