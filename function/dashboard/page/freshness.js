import { formatClock, formatDaysAgo, formatShortDay } from './format.js';

/**
 * Which day is the newest one, how long ago that was, and when it was looked up.
 * @param {import('./answers.d.ts').Project} project
 * @param {Date} lookedUpAt
 */
export function freshnessText({ newest_day }, lookedUpAt) {
  const newest =
    newest_day === null ? 'No day is loaded yet' : `Newest day: ${formatShortDay(newest_day)}${ageText(newest_day)}`;
  return `${newest} · looked up at ${formatClock(lookedUpAt)}`;
}

/**
 * Nothing where the reader's clock is behind.
 * @param {string} day
 */
function ageText(day) {
  const days = Math.floor(Date.now() / 86_400_000) - Date.parse(day) / 86_400_000;
  return days < 0 ? '' : `, ${formatDaysAgo(days)}`;
}
