import { h } from './element.js';
import { pageLink } from './facts.js';
import { formatCount, formatDay } from './format.js';
import { historySection } from './history.js';
import { courseStart } from './scene.js';

/** Before the day itself: 90 with it, as the API has it where none are asked for. */
const daysBefore = 89;

/**
 * One category: its course, and its pages of the day.
 * @param {import('./scene.js').Scene} scene
 * @returns {Promise<import('./scene.js').Shown>}
 */
export async function showCategory(scene) {
  const { project } = scene.project;
  const name = scene.address.category ?? '';
  const start = courseStart(scene, daysBefore);
  const question = { path: `categories/${encodeURIComponent(name)}`, parameters: { project, start, end: scene.day } };
  const answer = /** @type {import('./answers.d.ts').CategoryCourse} */ (await scene.ask(question));
  const days = answer.history.map((day) => ({ ...day, views_bound: null }));
  return {
    title: name,
    question,
    lead: 'Views of the listed pages that are in this category: a page counts on the days on which it is listed.',
    nodes: [
      historySection(`Views a day of ${name}`, days, { absence: 'no listed page', signal: scene.signal }),
      h(
        'section',
        { 'aria-labelledby': 'pages' },
        h('h2', { id: 'pages' }, `Its pages on ${formatDay(scene.day)}`),
        answer.pages.length === 0
          ? h('p', {}, 'None is listed on this day.')
          : h(
              'ol',
              { class: 'plain' },
              ...answer.pages.map((page) => h('li', {}, pageLink(scene, page), ` ${formatCount(page.views)} views`)),
            ),
      ),
    ],
  };
}
