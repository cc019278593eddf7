const counts = new Intl.NumberFormat('en');
const roughCounts = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const dates = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeZone: 'UTC' });
const shortDates = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

const dayMarks = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const daysAgo = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
/** As the clocks of the reader do. */
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const months = new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** @param {number} count */
export function formatCount(count) {
  return counts.format(count);
}

/**
 * `12.3K`.
 * @param {number} count
 */
export function formatRoughly(count) {
  return roughCounts.format(count);
}

/**
 * With its sign: `+1,204`, `−3`, `±0`.
 * @param {number} change
 */
export function formatChange(change) {
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±';
  return `${sign}${counts.format(Math.abs(change))}`;
}

/**
 * `37 %`; of small shares `0.4 %`.
 * @param {number} share
 */
export function formatShare(share) {
  const percent = share * 100;
  return `${percent >= 10 ? Math.round(percent) : percent.toFixed(1)} %`;
}

/**
 * Cut off, never rounded up, for it is said to be at least so much: `3.2`, `31`.
 * @param {number} multiple
 */
export function formatMultiple(multiple) {
  return multiple >= 10 ? counts.format(Math.floor(multiple)) : (Math.floor(multiple * 10) / 10).toFixed(1);
}

/**
 * `Tuesday, September 15, 2026`.
 * @param {string} day
 */
export function formatDay(day) {
  return dates.format(new Date(`${day}T00:00:00Z`));
}

/**
 * `Sep 15, 2026`.
 * @param {string} day
 */
export function formatShortDay(day) {
  return shortDates.format(new Date(`${day}T00:00:00Z`));
}

/**
 * `Sep 15`.
 * @param {string} day
 */
export function formatDayMark(day) {
  return dayMarks.format(new Date(`${day}T00:00:00Z`));
}

/**
 * `Sep 2026`.
 * @param {string} day
 */
export function formatMonth(day) {
  return months.format(new Date(`${day}T00:00:00Z`));
}

/**
 * `today`, `yesterday`, `5 days ago`.
 * @param {number} days
 */
export function formatDaysAgo(days) {
  return daysAgo.format(-days, 'day');
}

/**
 * `14:05`, by the reader's clock.
 * @param {Date} time
 */
export function formatClock(time) {
  return clock.format(time);
}

/**
 * @param {number} count
 * @param {string} noun
 */
export function formatCounted(count, noun) {
  return `${counts.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}
