import { ask } from './api.js';
import { h } from './element.js';
import { categoryList } from './facts.js';
import { formatCount, formatCounted, formatShortDay } from './format.js';
import { historySection } from './history.js';
import { outwardLinks, stateLink } from './links.js';
import { elsewhere } from './scene.js';

/**
 * One page, as far back as the warehouse goes.
 * @param {import('./scene.js').Scene} scene
 * @returns {Promise<import('./scene.js').Shown>}
 */
export async function showArticle(scene) {
  const { project } = scene.project;
  const page = /** @type {import('./answers.d.ts').Article} */ (
    await ask(`articles/${encodeURIComponent(scene.address.page ?? '')}`, { project }, scene.signal)
  );
  return {
    title: page.page_title,
    ...(page.description === null ? {} : { lead: page.description }),
    nodes: [
      summary(scene, page),
      historySection(`Views a day of ${page.page_title}`, page.history, scene.signal),
      h(
        'section',
        { 'aria-labelledby': 'categories' },
        h('h2', { id: 'categories' }, 'Categories'),
        categoryList(scene, page.categories),
      ),
    ],
  };
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {import('./answers.d.ts').Article} page
 */
function summary(scene, page) {
  const listed = page.history.filter(({ views }) => views !== null);
  const observed = page.history.filter(({ status }) => status === 'loaded');
  const best = listed.reduce((most, day) => ((day.views ?? 0) > (most?.views ?? 0) ? day : most), listed[0]);
  return h(
    'div',
    { class: 'summary' },
    h('p', {}, `Listed on ${formatCount(listed.length)} of ${formatCounted(observed.length, 'loaded day')}.`),
    best !== undefined &&
      h(
        'p',
        {},
        `Most read on `,
        stateLink(elsewhere(scene, { view: 'top', day: best.view_date }), {}, formatShortDay(best.view_date)),
        `, with ${formatCount(best.views ?? 0)} views.`,
      ),
    outwardLinks(scene.project.project, page),
  );
}
