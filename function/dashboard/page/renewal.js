/**
 * A day is published once a day, but a backfill commits every few minutes. The server itself asks its warehouse at most
 * once a minute, where a question is billed: more often there is hardly anything to see.
 */
const everyMs = 5 * 60_000;

/** Who comes back sooner has seen it just now. */
const awayMs = 60_000;

/**
 * Renews at an interval for as long as the page is seen, and at once when somebody comes back to it.
 * @param {() => Promise<void>} renew never rejects
 */
export function keepRenewing(renew) {
  let lastMs = Date.now();
  let isRenewing = false;
  /** @param {number} leastMs */
  const renewAfter = async (leastMs) => {
    if (isRenewing || document.visibilityState !== 'visible' || Date.now() - lastMs < leastMs) return;
    isRenewing = true;
    lastMs = Date.now();
    await renew();
    isRenewing = false;
  };
  setInterval(() => void renewAfter(0), everyMs);
  document.addEventListener('visibilitychange', () => void renewAfter(awayMs));
}
