import { daysBack } from './address.js';
import { aloud, h } from './element.js';
import { categoryList, suspicionMark } from './facts.js';
import { formatCount, formatCounted, formatDay, formatShortDay } from './format.js';
import { historySection } from './history.js';
import { outwardLinks, stateLink } from './links.js';
import { elsewhere } from './scene.js';

/**
 * One page: the last year, or from the day that the address says.
 * @param {import('./scene.js').Scene} scene
 * @returns {Promise<import('./scene.js').Shown>}
 */
export async function showArticle(scene) {
  const { project, first_day, newest_day } = scene.project;
  const last = newest_day ?? scene.day;
  const aYearAgo = daysBack(last, 364);
  const start = scene.address.start ?? (first_day > aYearAgo ? first_day : aYearAgo);
  if (start > last)
    return {
      title: 'Nothing is known yet',
      nodes: [h('p', { class: 'notice' }, `The newest loaded day is ${formatDay(last)}, before ${formatDay(start)}.`)],
    };
  const path = `articles/${encodeURIComponent(scene.address.page ?? '')}`;
  const question = { path, parameters: { project, start } };
  const page = /** @type {import('./answers.d.ts').Article} */ (await scene.ask(question));
  return {
    title: page.page_title,
    question,
    ...(page.description === null ? {} : { lead: page.description }),
    nodes: [
      summary(scene, page, start),
      historySection(`Views a day of ${page.page_title}`, page.history, {
        absence: 'not listed',
        signal: scene.signal,
      }),
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
 * @param {string} start
 */
function summary(scene, page, start) {
  const listed = page.history.filter(({ views }) => views !== null);
  const observed = page.history.filter(({ status }) => status === 'loaded');
  const best = listed.reduce((most, day) => ((day.views ?? 0) > (most?.views ?? 0) ? day : most), listed[0]);
  return h(
    'div',
    { class: 'summary' },
    h(
      'p',
      {},
      `Listed on ${formatCount(listed.length)} of ${formatCounted(observed.length, 'loaded day')} since ${formatShortDay(start)}.`,
    ),
    page.first_listed < start && h('p', {}, 'First listed on ', sinceFirst(scene, page), '.'),
    best !== undefined &&
      h(
        'p',
        {},
        `Most read on `,
        stateLink(elsewhere(scene, { view: 'top', day: best.view_date }), {}, formatShortDay(best.view_date)),
        `, with ${formatCount(best.views ?? 0)} views.`,
      ),
    suspicionOf(page),
    outwardLinks(scene.project.project, page),
  );
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {import('./answers.d.ts').Article} page
 */
function sinceFirst(scene, { first_listed }) {
  const address = elsewhere(scene, { page: scene.address.page, start: first_listed });
  return stateLink(address, {}, formatShortDay(first_listed), aloud(': show all days since'));
}

/**
 * What is suspect about it, on the last of the days on which it was.
 * @param {import('./answers.d.ts').Article} page
 */
function suspicionOf({ history }) {
  const last = history.findLast(({ suspicion }) => suspicion !== null);
  return last === undefined
    ? null
    : h('p', {}, suspicionMark(last.suspicion), ` (on ${formatShortDay(last.view_date)})`);
}
