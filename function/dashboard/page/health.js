import { addDays } from './address.js';
import { calendar, calendarKey } from './calendar.js';
import { h } from './element.js';
import { formatCount, formatCounted, formatShortDay } from './format.js';

/** @typedef {import('./answers.d.ts').CalendarDay} CalendarDay */

const statuses = ['loaded', 'pending', 'absent', 'refused', 'missing'];

/**
 * What has become of every day.
 * @param {import('./scene.js').Scene} scene
 * @returns {Promise<import('./scene.js').Shown>}
 */
export async function showHealth(scene) {
  const { project } = scene.project;
  const question = { path: 'days', parameters: { project } };
  const [{ days }, { months }] = await Promise.all([
    /** @type {Promise<{ days: readonly CalendarDay[] }>} */ (scene.ask(question)),
    /** @type {Promise<import('./answers.d.ts').Health>} */ (scene.ask({ path: 'health', parameters: { project } })),
  ]);
  const month = months.find((row) => row.project === project);
  return {
    question,
    title: `Data health of ${project}`,
    lead: lead(days, month?.watermark ?? null),
    nodes: [counts(days), calendarKey(days), calendar(scene, days), gaps(days)],
  };
}

/**
 * @param {readonly CalendarDay[]} days
 * @param {string | null} watermark
 */
function lead(days, watermark) {
  const until =
    watermark === null
      ? 'The first day is lacking.'
      : `Everything that can be had is there up to ${formatShortDay(watermark)}.`;
  return `${formatCounted(days.length, 'day')} in all. ${until}`;
}

/** @param {readonly CalendarDay[]} days */
function counts(days) {
  return h(
    'ul',
    { class: 'counts', 'aria-label': 'Days by what has become of them' },
    ...statuses.map((status) => {
      const count = days.filter((day) => day.status === status).length;
      return h('li', { class: status }, h('strong', {}, formatCount(count)), ` ${status}`);
    }),
  );
}

/** @param {readonly CalendarDay[]} days */
function gaps(days) {
  const runs = gapsIn(days).toReversed();
  if (runs.length === 0) return h('p', {}, 'Every day is loaded.');
  return h(
    'section',
    { 'aria-labelledby': 'gaps' },
    h('h2', { id: 'gaps' }, 'Days that are not loaded'),
    h(
      'ul',
      { class: 'plain' },
      ...runs.map(({ first, last, status, reason }) =>
        h('li', {}, `${daysText(first, last)}: ${status}${reason === null ? '' : `, ${reason}`}`),
      ),
    ),
  );
}

/**
 * Days in a row that lack for the same reason.
 * @param {readonly CalendarDay[]} days oldest first
 */
function gapsIn(days) {
  /** @type {{ first: string, last: string, status: string, reason: string | null }[]} */
  const runs = [];
  for (const { view_date, status, reason } of days) {
    if (status === 'loaded') continue;
    const run = runs.at(-1);
    const goesOn = run?.status === status && run.reason === reason && addDays(run.last, 1) === view_date;
    if (run !== undefined && goesOn) run.last = view_date;
    else runs.push({ first: view_date, last: view_date, status, reason });
  }
  return runs;
}

/**
 * @param {string} first
 * @param {string} last
 */
function daysText(first, last) {
  return first === last ? formatShortDay(first) : `${formatShortDay(first)} to ${formatShortDay(last)}`;
}
