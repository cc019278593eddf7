import { h, svg } from './element.js';
import { formatCount, formatCounted, formatShortDay } from './format.js';

/**
 * What is known of a page on a day: its views where it is listed; where it is not, that it had at most the bound; and
 * neither on a day that is not loaded.
 * @typedef {object} KnownDay
 * @property {string} view_date
 * @property {string} status
 * @property {number | null} views
 * @property {number | null} views_bound
 */

const height = 32;
const step = 4;

/**
 * A small bar a day. A day that is not listed is a hollow bar up to what it had at most; one that is not loaded is empty.
 * @param {readonly KnownDay[]} days oldest first
 */
export function sparkline(days) {
  const most = Math.max(1, ...days.map(({ views, views_bound }) => views ?? views_bound ?? 0));
  const width = days.length * step;
  const bars = days.flatMap(({ views, views_bound }, i) => {
    const value = views ?? views_bound;
    if (value === null) return [];
    const size = Math.max(1.5, (value / most) * height);
    const kind = views === null ? 'at-most' : i === days.length - 1 ? 'listed newest' : 'listed';
    return svg('rect', { class: kind, x: i * step, y: height - size, width: step - 1, height: size });
  });
  return h(
    'span',
    { class: 'sparkline', role: 'img', 'aria-label': describe(days) },
    svg('svg', { viewBox: `0 0 ${width} ${height}`, width: width * 1.25, height: 40, 'aria-hidden': 'true' }, ...bars),
  );
}

/** @param {readonly KnownDay[]} days */
function describe(days) {
  const listed = days.filter(({ views }) => views !== null);
  const best = listed.reduce((most, day) => ((day.views ?? 0) > (most?.views ?? 0) ? day : most), listed[0]);
  const unknown = days.filter(({ views, views_bound }) => views === null && views_bound === null).length;
  const peak =
    best === undefined ? '' : `, most on ${formatShortDay(best.view_date)} with ${formatCount(best.views ?? 0)} views`;
  const gaps = unknown === 0 ? '' : `; nothing is known of ${formatCounted(unknown, 'day')}`;
  return `Listed on ${listed.length} of the last ${formatCounted(days.length, 'day')}${peak}${gaps}`;
}
