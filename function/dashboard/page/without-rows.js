import { addDays } from './address.js';
import { h } from './element.js';
import { formatDay } from './format.js';
import { stateLink } from './links.js';
import { elsewhere } from './scene.js';

/** @type {Readonly<Record<string, string>>} */
const meanings = {
  pending: 'is not published yet. The next run asks for it again.',
  absent: 'will never be there: Wikimedia has no ranking for it.',
  refused: 'failed its quality checks, so nothing of it is shown. The next run tries again.',
  missing: 'has not been loaded.',
};

/**
 * Says what has become of a day without rows, and where the nearest ones are.
 * @param {import('./scene.js').Scene} scene
 * @param {{ readonly status: string, readonly reason: string | null }} day
 */
export function withoutRows(scene, { status, reason }) {
  const { first_day, newest_day } = scene.project;
  const before = addDays(scene.day, -1);
  const after = addDays(scene.day, 1);
  return h(
    'div',
    { class: `notice ${status}` },
    h('p', {}, h('strong', {}, formatDay(scene.day)), ` ${meanings[status] ?? 'has no rows.'}`),
    reason !== null && h('p', { class: 'small' }, reason),
    h(
      'ul',
      { class: 'ways' },
      before >= first_day && way(scene, before, 'The day before'),
      newest_day !== null && after <= newest_day && way(scene, after, 'The day after'),
      newest_day !== null && way(scene, newest_day, 'The newest day'),
    ),
  );
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {string} day
 * @param {string} text
 */
function way(scene, day, text) {
  return h('li', {}, stateLink(elsewhere(scene, { day }), {}, text));
}
