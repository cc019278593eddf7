import { dayChart } from './chart.js';
import { h } from './element.js';
import { formatCount, formatShortDay } from './format.js';

/** @typedef {import('./chart.js').Course} Course */

/**
 * A course, drawn and as a table, with what its signs mean.
 * @param {Course} course
 * @param {AbortSignal} signal aborted when nobody sees it any more
 */
export function figure(course, signal) {
  return h(
    'figure',
    {},
    ...dayChart(course, signal),
    h('figcaption', { class: 'small' }, meaning(course)),
    asTable(course),
  );
}

/** @param {Course} course */
function meaning({ statuses, lines, atMost, absence }) {
  const isBounded = atMost?.some((bound) => bound !== null) ?? false;
  const isAbsent = statuses.some(
    (status, i) =>
      status === 'loaded' && (atMost?.[i] ?? null) === null && lines.some(({ values }) => values[i] === null),
  );
  const isUnknown = statuses.some((status) => status !== 'loaded');
  return [
    isBounded && 'A pale bar: not listed, so at most that many views, which is not zero.',
    isAbsent && `A gap in a line: ${absence}, so the views are not known.`,
    isUnknown && 'Hatched: nothing is known of the day.',
  ]
    .filter((text) => text !== false)
    .join(' ');
}

/**
 * Made when it is opened: a course may be ten years long.
 * @param {Course} course
 */
function asTable(course) {
  const details = h('details', {}, h('summary', {}, 'The days as a table'));
  const label = `${course.label}, as a table`;
  const fill = () => {
    details.append(h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label }, table(course)));
  };
  details.addEventListener('toggle', fill, { once: true });
  return details;
}

/** @param {Course} course */
function table(course) {
  const { days, lines } = course;
  const names = ['Day', ...lines.map(({ label }) => label)];
  const rows = days.map((day, i) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, formatShortDay(day)),
      ...lines.map(({ values }) => h('td', {}, cellText(course, values[i] ?? null, i))),
    ),
  );
  return h(
    'table',
    { class: 'data' },
    h('thead', {}, h('tr', {}, ...names.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, ...rows.toReversed()),
  );
}

/**
 * @param {Course} course
 * @param {number | null} value
 * @param {number} i of the day
 */
function cellText({ statuses, atMost, absence }, value, i) {
  if (value !== null) return formatCount(value);
  const bound = atMost?.[i] ?? null;
  if (bound !== null) return `at most ${formatCount(bound)}, ${absence}`;
  return statuses[i] === 'loaded' ? absence : `not known: ${statuses[i]}`;
}
