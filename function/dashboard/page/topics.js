import { h } from './element.js';
import { categoryLink } from './facts.js';
import { figure } from './figure.js';
import { formatCount, formatDay, formatShare, formatShortDay } from './format.js';
import { courseStart } from './scene.js';
import { withoutRows } from './without-rows.js';

const drawn = 6;
const shown = 60;
/** Four weeks. */
const daysBefore = 27;

/**
 * What the day was about, and how that has changed.
 * @param {import('./scene.js').Scene} scene
 * @returns {Promise<import('./scene.js').Shown>}
 */
export async function showTopics(scene) {
  const { project } = scene.project;
  const question = { path: 'categories', parameters: { project, day: scene.day, n: 300 } };
  const answer = /** @type {import('./answers.d.ts').Categories} */ (await scene.ask(question));
  const title = `Topics of ${formatDay(scene.day)}`;
  if (answer.categories.length === 0) return { title, nodes: [withoutRows(scene, answer)] };
  const telling = answer.categories.filter(tellsSomething);
  if (telling.length === 0)
    return { title, question, nodes: [h('p', { class: 'notice' }, 'No category tells one listed page from another.')] };
  return {
    title,
    question,
    lead:
      'Categories of the listed pages, by the views of these pages together. A page counts in each of its categories; ' +
      'births, deaths and upkeep are left out.',
    nodes: [await courseOf(scene, telling.slice(0, drawn)), table(scene, telling.slice(0, shown))],
  };
}

/**
 * Neither an upkeep category nor one that every page is in.
 * @param {import('./answers.d.ts').Category} category
 */
function tellsSomething({ is_uninformative, share }) {
  return !is_uninformative && share < 1;
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {readonly import('./answers.d.ts').Category[]} categories
 */
async function courseOf(scene, categories) {
  const { project } = scene.project;
  const start = courseStart(scene, daysBefore);
  const courses = /** @type {import('./answers.d.ts').CategoryCourse[]} */ (
    await Promise.all(
      categories.map(({ category }) =>
        scene.ask({
          path: `categories/${encodeURIComponent(category)}`,
          parameters: { project, start, end: scene.day },
        }),
      ),
    )
  );
  const history = courses[0]?.history ?? [];
  return h(
    'section',
    { 'aria-labelledby': 'course' },
    h('h2', { id: 'course' }, `The first ${categories.length} since ${formatShortDay(start)}`),
    figure(
      {
        label: `Views a day of ${categories.map(({ category }) => category).join(', ')}`,
        days: history.map(({ view_date }) => view_date),
        statuses: history.map(({ status }) => status),
        lines: courses.map(({ category, history: days }) => ({
          label: category,
          values: days.map(({ views }) => views),
        })),
        absence: 'no listed page',
      },
      scene.signal,
    ),
  );
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {readonly import('./answers.d.ts').Category[]} categories
 */
function table(scene, categories) {
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Categories of the day' },
    h(
      'table',
      { class: 'data' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ...['Category', 'Pages', 'Views', 'Share', 'Change'].map((name) => h('th', { scope: 'col' }, name)),
        ),
      ),
      h(
        'tbody',
        {},
        ...categories.map((row) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, categoryLink(scene, row.category)),
            h('td', {}, row.pages),
            h('td', {}, formatCount(row.views)),
            h('td', {}, formatShare(row.share)),
            h('td', {}, changeText(row)),
          ),
        ),
      ),
    ),
  );
}

/** @param {import('./answers.d.ts').Category} category */
function changeText({ listed_change: change, history }) {
  if (change !== null) return `${change < 0 ? '−' : '+'}${formatCount(Math.round(Math.abs(change) * 100))} %`;
  return history === 'no history' ? 'unknown' : 'new';
}
