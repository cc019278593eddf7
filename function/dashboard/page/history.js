import { dayChart } from './chart.js';
import { h } from './element.js';
import { formatCount, formatShortDay } from './format.js';

/** @typedef {import('./sparkline.js').KnownDay} KnownDay */

/**
 * The course of one page or category, drawn and as a table.
 * @param {string} label
 * @param {readonly KnownDay[]} days oldest first
 * @param {AbortSignal} signal
 */
export function historySection(label, days, signal) {
  const hasBounds = days.some(({ views, views_bound }) => views === null && views_bound !== null);
  const isUnlisted = days.some((day) => isWithoutPage(day));
  const hasGaps = days.some(({ status }) => status !== 'loaded');
  const chart = dayChart(
    {
      label,
      days: days.map(({ view_date }) => view_date),
      isKnown: days.map(({ status }) => status === 'loaded'),
      lines: [{ label: 'Views', values: days.map(({ views }) => views) }],
      ...(hasBounds ? { atMost: days.map(({ views, views_bound }) => (views === null ? views_bound : null)) } : {}),
    },
    signal,
  );
  return h(
    'section',
    { 'aria-labelledby': 'history' },
    h('h2', { id: 'history' }, 'Day by day'),
    chart,
    h(
      'p',
      { class: 'small' },
      hasBounds && 'A pale bar: not listed, so at most that many views, which is not zero. ',
      isUnlisted && 'A gap in the line: no listed page, of which the views are not known. ',
      hasGaps && 'Hatched: nothing is known of the day.',
    ),
    asTable(days),
  );
}

/**
 * Made when it is opened: a history may be ten years long.
 * @param {readonly KnownDay[]} days
 */
function asTable(days) {
  const details = h('details', {}, h('summary', {}, 'The days as a table'));
  const fill = () => {
    details.append(
      h(
        'table',
        { class: 'data' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Day'), h('th', { scope: 'col' }, 'Views'))),
        h(
          'tbody',
          {},
          ...days
            .toReversed()
            .map((day) =>
              h('tr', {}, h('th', { scope: 'row' }, formatShortDay(day.view_date)), h('td', {}, textOf(day))),
            ),
        ),
      ),
    );
  };
  details.addEventListener('toggle', fill, { once: true });
  return details;
}

/** @param {KnownDay} day */
function textOf(day) {
  const { views, views_bound, status } = day;
  if (views !== null) return formatCount(views);
  if (isWithoutPage(day)) return 'no listed page';
  return views_bound === null ? `not known: ${status}` : `at most ${formatCount(views_bound)}, not listed`;
}

/**
 * Whether nothing of a category is in the day's list.
 * @param {KnownDay} day
 */
function isWithoutPage({ views, views_bound, status }) {
  return views === null && views_bound === null && status === 'loaded';
}
