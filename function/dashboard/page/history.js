import { h } from './element.js';
import { figure } from './figure.js';

/** @typedef {import('./sparkline.js').KnownDay} KnownDay */

/**
 * The course of one page or category.
 * @param {string} label
 * @param {readonly KnownDay[]} days oldest first
 * @param {{ readonly absence: string, readonly signal: AbortSignal }} options what a day is called that does not list it
 */
export function historySection(label, days, { absence, signal }) {
  const hasBounds = days.some(({ views, views_bound }) => views === null && views_bound !== null);
  return h(
    'section',
    { 'aria-labelledby': 'history' },
    h('h2', { id: 'history' }, 'Day by day'),
    figure(
      {
        label,
        days: days.map(({ view_date }) => view_date),
        statuses: days.map(({ status }) => status),
        lines: [{ label: 'Views', values: days.map(({ views }) => views) }],
        ...(hasBounds ? { atMost: days.map(({ views, views_bound }) => (views === null ? views_bound : null)) } : {}),
        absence,
      },
      signal,
    ),
  );
}
