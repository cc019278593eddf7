import { h } from './element.js';
import {
  categoryList,
  devicesFact,
  multipleFact,
  pageLink,
  rankChange,
  streakFact,
  suspicionMark,
  viewsFact,
} from './facts.js';
import { formatCounted, formatDay } from './format.js';
import { outwardLinks } from './links.js';
import { sparkline } from './sparkline.js';
import { withoutRows } from './without-rows.js';

/**
 * The day's list.
 * @param {import('./scene.js').Scene} scene
 * @returns {Promise<import('./scene.js').Shown>}
 */
export async function showTop(scene) {
  const { project } = scene.project;
  const question = { path: 'top', parameters: { project, day: scene.day, n: 100 } };
  const answer = /** @type {import('./answers.d.ts').Top} */ (await scene.ask(question));
  const title = `Most read on ${formatDay(scene.day)}`;
  if (answer.articles.length === 0) return { title, nodes: [withoutRows(scene, answer)] };
  return {
    title,
    question,
    lead: `${formatCounted(answer.articles.length, 'page')} of ${project}, by views. Redirects count with the page they lead to.`,
    nodes: [h('ol', { class: 'list' }, ...answer.articles.map((listed) => row(scene, answer.recent_days, listed)))],
  };
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {readonly import('./answers.d.ts').ObservedDay[]} days
 * @param {import('./answers.d.ts').Listed} listed
 */
function row(scene, days, listed) {
  const recent = days.map((day, i) => ({ ...day, views: listed.recent[i] ?? null }));
  return h(
    'li',
    { id: `page-${listed.page_id}`, class: listed.is_suspect ? 'entry suspect' : 'entry' },
    h('div', { class: 'place' }, h('span', { class: 'rank' }, listed.rank), rankChange(listed)),
    h(
      'div',
      { class: 'about' },
      h('h2', {}, pageLink(scene, listed)),
      listed.description !== null && h('p', { class: 'description', dir: 'auto' }, listed.description),
      suspicionMark(listed.suspicion),
      categoryList(scene, listed.categories),
      outwardLinks(scene.project.project, listed),
    ),
    h('div', { class: 'course' }, sparkline(recent)),
    h(
      'div',
      { class: 'figures' },
      viewsFact(listed),
      multipleFact(listed.multiple_min),
      streakFact(listed),
      devicesFact(listed),
    ),
  );
}
