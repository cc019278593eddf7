import { addDays } from './address.js';
import { aloud, h } from './element.js';
import { stateLink } from './links.js';
import { elsewhere } from './scene.js';

/** @typedef {import('./scene.js').Scene} Scene */

/** The views that a reader chooses from; the others are reached from within them. @type {readonly (readonly [import('./address.js').View, string])[]} */
const choices = [
  ['top', 'Top'],
  ['trending', 'Trending'],
  ['topics', 'Topics'],
  ['range', 'Range'],
  ['health', 'Health'],
];

/** Those that are about one day. */
const daily = ['top', 'trending', 'topics', 'category'];

/**
 * What the reader chooses by: the view, the wiki, the day.
 * @param {readonly import('./answers.d.ts').Project[]} projects
 * @param {Scene | null} scene null where the address names a wiki that is not here
 * @param {Scene['go']} go
 */
export function controls(projects, scene, go) {
  return [
    scene !== null && navigation(scene),
    h(
      'form',
      { class: 'picker', submit: (event) => event.preventDefault() },
      projectPicker(projects, scene, go),
      scene !== null && daily.includes(scene.address.view) && dayPicker(scene),
    ),
  ].filter((node) => node !== false);
}

/** @param {Scene} scene */
function navigation(scene) {
  return h(
    'nav',
    { 'aria-label': 'Views' },
    h(
      'ul',
      {},
      ...choices.map(([view, text]) =>
        h(
          'li',
          {},
          stateLink(elsewhere(scene, { view }), { 'aria-current': scene.address.view === view && 'page' }, text),
        ),
      ),
    ),
  );
}

/**
 * @param {readonly import('./answers.d.ts').Project[]} projects
 * @param {Scene | null} scene
 * @param {Scene['go']} go
 */
function projectPicker(projects, scene, go) {
  const options = projects.map(({ project }) =>
    h('option', { value: project, selected: project === scene?.project.project }, project),
  );
  /** @param {Event} event */
  const pick = ({ currentTarget }) => {
    if (!(currentTarget instanceof HTMLSelectElement)) return;
    // What an id or a category is in one wiki, it is not in another.
    const view = scene === null || !choices.some(([name]) => name === scene.address.view) ? 'top' : scene.address.view;
    const { day = null, start = null, end = null } = scene?.address ?? {};
    go({ view, project: currentTarget.value, day, start, end, page: null, category: null });
  };
  const unchosen = scene === null && h('option', { value: '', selected: true, disabled: true }, 'choose');
  return h('label', {}, 'Wiki ', h('select', { name: 'project', change: pick }, unchosen, ...options));
}

/** @param {Scene} scene */
function dayPicker(scene) {
  const { first_day, newest_day } = scene.project;
  const { page, category } = scene.address;
  const at = (/** @type {string} */ day) => elsewhere(scene, { day, page, category });
  const before = addDays(scene.day, -1);
  const after = addDays(scene.day, 1);
  /** @param {Event} event */
  const pick = ({ currentTarget }) => {
    if (currentTarget instanceof HTMLInputElement && currentTarget.validity.valid && currentTarget.value !== '') {
      scene.go(at(currentTarget.value));
    }
  };
  return h(
    'span',
    { class: 'days' },
    first_day !== null && before >= first_day
      ? stateLink(at(before), { rel: 'prev' }, '←', aloud(' Day before'))
      : h('span', { class: 'nowhere', 'aria-hidden': 'true' }, '←'),
    h(
      'label',
      {},
      aloud('Day '),
      h('input', { type: 'date', name: 'day', value: scene.day, required: true, change: pick }),
    ),
    newest_day !== null && after <= newest_day
      ? stateLink(at(after), { rel: 'next' }, '→', aloud(' Day after'))
      : h('span', { class: 'nowhere', 'aria-hidden': 'true' }, '→'),
  );
}
