import { aloud, h } from './element.js';
import { formatChange, formatCount, formatCounted, formatMultiple, formatShare, formatShortDay } from './format.js';
import { stateLink } from './links.js';
import { elsewhere } from './scene.js';

/** @typedef {import('./answers.d.ts').Listed} Listed */

/**
 * How the place has changed since the day before.
 * @param {Pick<Listed, 'day_before' | 'rank_change'>} listed
 */
export function rankChange({ day_before, rank_change }) {
  if (day_before === 'not observed')
    return h('span', { class: 'change unknown' }, '?', aloud(' The day before is not loaded'));
  if (rank_change === null) return h('span', { class: 'change new' }, 'new', aloud(', not listed the day before'));
  if (rank_change === 0) return h('span', { class: 'change same' }, '=', aloud(' Same place as the day before'));
  const [kind, sign, word] = rank_change > 0 ? ['up', '▲', 'Up'] : ['down', '▼', 'Down'];
  const places = Math.abs(rank_change);
  return h(
    'span',
    { class: `change ${kind}` },
    h('span', { 'aria-hidden': 'true' }, `${sign} ${places}`),
    aloud(`${word} ${formatCounted(places, 'place')}`),
  );
}

/**
 * Views, and by how much they have changed.
 * @param {Pick<Listed, 'views' | 'views_change'>} listed
 */
export function viewsFact({ views, views_change }) {
  return h(
    'span',
    { class: 'views' },
    h('strong', {}, formatCount(views)),
    ' views',
    views_change !== null &&
      h('span', { class: 'small' }, `${formatChange(views_change)}`, aloud(' since the day before')),
  );
}

/** @param {number | null} multiple_min */
export function multipleFact(multiple_min) {
  if (multiple_min === null) return null;
  // Below its usual views nothing is guaranteed that is worth a word.
  if (multiple_min < 1.1) return null;
  return h('span', { class: 'multiple' }, `at least ${formatMultiple(multiple_min)} times the usual`);
}

/** @param {Pick<Listed, 'days_in_a_row' | 'is_run_complete' | 'first_listed'>} listed */
export function streakFact({ days_in_a_row, is_run_complete, first_listed }) {
  const least = is_run_complete ? '' : 'at least ';
  return h(
    'span',
    { class: 'streak', title: `First listed on ${formatShortDay(first_listed)}` },
    `${least}${formatCounted(days_in_a_row, 'day')} in a row`,
  );
}

/**
 * On what it is read. A share that is not known is not zero.
 * @param {Pick<Listed, 'desktop_share' | 'mobile_web_share'>} listed
 */
export function devicesFact({ desktop_share, mobile_web_share }) {
  if (desktop_share === null && mobile_web_share === null) return h('span', { class: 'devices' }, 'devices unknown');
  const share = (/** @type {number | null} */ value) => (value === null ? 'unknown' : formatShare(value));
  return h('span', { class: 'devices' }, `mobile ${share(mobile_web_share)}, desktop ${share(desktop_share)}`);
}

/** @param {string | null} suspicion */
export function suspicionMark(suspicion) {
  return suspicion === null ? null : h('span', { class: 'suspicion' }, '⚠ Hardly people: ', suspicion);
}

const shownCategories = 4;

/**
 * The first few categories, and the others behind a word. Years of birth and the like say when and not what: they come
 * last.
 * @param {import('./scene.js').Scene} scene
 * @param {readonly string[]} categories
 */
export function categoryList(scene, categories) {
  const telling = categories.toSorted((a, b) => Number(namesYear(a)) - Number(namesYear(b)));
  const links = telling.map((category) => h('li', {}, categoryLink(scene, category)));
  if (links.length === 0) return h('p', { class: 'categories small' }, 'No visible categories');
  const rest = links.slice(shownCategories);
  return h(
    'div',
    { class: 'categories' },
    h('ul', { 'aria-label': 'Categories' }, ...links.slice(0, shownCategories)),
    rest.length > 0 &&
      h(
        'details',
        {},
        h('summary', {}, `${rest.length} more`, aloud(rest.length === 1 ? ' category' : ' categories')),
        h('ul', { 'aria-label': 'More categories' }, ...rest),
      ),
  );
}

/** @param {string} category */
function namesYear(category) {
  return /\d{4}/.test(category);
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {string} category
 */
export function categoryLink(scene, category) {
  return stateLink(elsewhere(scene, { view: 'category', category }), { dir: 'auto' }, category);
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {{ readonly page_id: number, readonly page_title: string }} page
 */
export function pageLink(scene, { page_id, page_title }) {
  return stateLink(
    elsewhere(scene, { view: 'article', page: String(page_id) }),
    { dir: 'auto', class: 'title' },
    page_title,
  );
}
