import { addDays, daysBack, firstRankedDay, latestDay } from './address.js';
import { h, svg } from './element.js';
import { pageLink } from './facts.js';
import { formatCount, formatCounted, formatShortDay } from './format.js';
import { elsewhere } from './scene.js';

const shown = 100;
/** As many as the API answers at once. */
const mostDays = 366;

/**
 * What led a range of days, with the bounds of what its views can have been.
 * @param {import('./scene.js').Scene} scene
 * @returns {Promise<import('./scene.js').Shown>}
 */
export async function showRange(scene) {
  const { project } = scene.project;
  const end = scene.address.end ?? scene.day;
  const start = scene.address.start ?? daysBack(end, 6);
  const picker = rangePicker(scene, start, end);
  const title = `Most read from ${formatShortDay(start)} to ${formatShortDay(end)}`;
  if (start > end) return { title, nodes: [picker, h('p', { class: 'notice' }, 'The range ends before it begins.')] };
  if (addDays(start, mostDays) <= end)
    return { title, nodes: [picker, h('p', { class: 'notice' }, `A range has at most ${mostDays} days.`)] };
  const question = { path: 'range-top', parameters: { project, start, end, n: shown } };
  const { articles } = /** @type {import('./answers.d.ts').RangeTop} */ (await scene.ask(question));
  const [first] = articles;
  if (first === undefined)
    return { title, nodes: [picker, h('p', { class: 'notice' }, 'No day of this range is loaded.')] };
  const most = Math.max(...articles.map(({ views_max }) => views_max));
  return {
    title,
    question,
    lead:
      `${formatCount(first.days_observed)} of ${formatCounted(first.days_in_range, 'day')} loaded. The dark part of a bar is ` +
      'what is known from the lists; the pale part is what there may have been on days on which the page is not listed.',
    nodes: [picker, h('ol', { class: 'list' }, ...articles.map((page) => row(scene, page, most)))],
  };
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {string} start
 * @param {string} end
 */
function rangePicker(scene, start, end) {
  const possible = { type: 'date', min: firstRankedDay, max: latestDay(scene.project.newest_day), required: true };
  /** @param {Event} event */
  const pick = (event) => {
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    scene.go(elsewhere(scene, { start: String(given.get('start')), end: String(given.get('end')) }));
  };
  return h(
    'form',
    { class: 'picker range-picker', submit: pick },
    h('label', {}, 'From ', h('input', { ...possible, name: 'start', value: start })),
    h('label', {}, 'to ', h('input', { ...possible, name: 'end', value: end })),
    h('button', { type: 'submit' }, 'Show'),
  );
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {import('./answers.d.ts').RangeEntry} page
 * @param {number} most
 */
function row(scene, page, most) {
  return h(
    'li',
    { id: `page-${page.page_id}`, class: 'entry bounded' },
    h('div', { class: 'place' }, h('span', { class: 'rank' }, page.rank)),
    h('div', { class: 'about' }, h('h2', {}, pageLink(scene, page)), bounds(page, most)),
    h(
      'div',
      { class: 'figures' },
      h('span', { class: 'views' }, viewsText(page)),
      h('span', {}, `listed on ${formatCounted(page.days_listed, 'day')}`),
      h(
        'span',
        { class: page.is_certain ? 'certain' : 'uncertain' },
        page.is_certain ? '✓ place certain' : '≈ place uncertain',
      ),
    ),
  );
}

/** @param {import('./answers.d.ts').RangeEntry} page */
function viewsText({ views_min, views_max }) {
  if (views_min === views_max) return h('span', {}, h('strong', {}, formatCount(views_min)), ' views');
  return h('span', {}, h('strong', {}, formatCount(views_min)), ` to ${formatCount(views_max)} views`);
}

/**
 * What is known in one tone, what may be in another. The figures say the same beside it.
 * @param {import('./answers.d.ts').RangeEntry} page
 * @param {number} most
 */
function bounds({ views_min, views_max }, most) {
  const width = (/** @type {number} */ views) => Math.max(0.5, (views / most) * 100);
  return svg(
    'svg',
    { class: 'bounds', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { class: 'at-most', x: 0, y: 0, width: width(views_max), height: 10 }),
    svg('rect', { class: 'listed', x: 0, y: 0, width: width(views_min), height: 10 }),
  );
}
