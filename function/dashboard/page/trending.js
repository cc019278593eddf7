import { h } from './element.js';
import { pageLink, suspicionMark } from './facts.js';
import { formatCount, formatCounted, formatDay, formatMultiple } from './format.js';
import { withoutRows } from './without-rows.js';

/**
 * What is unusual about the day.
 * @param {import('./scene.js').Scene} scene
 * @returns {Promise<import('./scene.js').Shown>}
 */
export async function showTrending(scene) {
  const { project } = scene.project;
  const question = { path: 'trending', parameters: { project, day: scene.day, n: 50 } };
  const answer = /** @type {import('./answers.d.ts').Trending} */ (await scene.ask(question));
  const title = `Trending on ${formatDay(scene.day)}`;
  if (answer.articles.length === 0) return { title, nodes: [withoutRows(scene, answer)] };
  return {
    title,
    question,
    lead:
      'How many times its usual views a page has at least. Usual is the mean of the loaded ones of the 28 days before, ' +
      'on each of which an unlisted page counts with the most it can have had.',
    nodes: [h('ol', { class: 'list' }, ...answer.articles.map((page) => row(scene, page)))],
  };
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {import('./answers.d.ts').Trend} page
 */
function row(scene, page) {
  const { views, usual_views_max, multiple_min, history, days_listed, days_observed } = page;
  return h(
    'li',
    { id: `page-${page.page_id}`, class: page.is_suspect ? 'entry slim suspect' : 'entry slim' },
    h(
      'div',
      { class: 'place' },
      h('span', { class: 'rank' }, multiple_min === null ? '–' : `${formatMultiple(multiple_min)}×`),
    ),
    h('div', { class: 'about' }, h('h2', {}, pageLink(scene, page)), suspicionMark(page.suspicion)),
    h(
      'div',
      { class: 'figures' },
      h('span', { class: 'views' }, h('strong', {}, formatCount(views)), ' views'),
      usual_views_max === null
        ? h('span', {}, 'no day before is loaded')
        : h('span', {}, `usually at most ${formatCount(Math.round(usual_views_max))}`),
      h(
        'span',
        {},
        history === 'listed before'
          ? `listed on ${days_listed} of ${formatCounted(days_observed, 'day')} before`
          : history,
      ),
    ),
  );
}
