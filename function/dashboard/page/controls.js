import { addDays, firstRankedDay, latestDay } from './address.js';
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

/**
 * The same view so many days later; null where it is not about one day, or lies beyond the loaded ones.
 * @param {Pick<Scene, 'address' | 'project'>} scene
 * @param {number} days
 */
export function turned(scene, days) {
  const { address, project } = scene;
  const { first_day, newest_day } = project;
  if (newest_day === null || !daily.includes(address.view)) return null;
  const day = addDays(address.day ?? newest_day, days);
  return (days < 0 ? day >= first_day : day <= newest_day) ? onDay(scene, day) : null;
}

/**
 * @param {Pick<Scene, 'address' | 'project'>} scene
 * @param {string} day
 */
function onDay(scene, day) {
  const { page, category } = scene.address;
  return elsewhere(scene, { day, page, category });
}

/** @param {Scene} scene */
function dayPicker(scene) {
  return h(
    'span',
    { class: 'days' },
    turn(turned(scene, -1), 'prev', '←', ' Day before'),
    h('label', {}, aloud('Day '), dayField(scene)),
    turn(turned(scene, 1), 'next', '→', ' Day after'),
  );
}

/**
 * @param {import('./address.js').Address | null} address
 * @param {string} rel
 * @param {string} arrow
 * @param {string} text
 */
function turn(address, rel, arrow, text) {
  return address === null
    ? h('span', { class: 'nowhere', 'aria-hidden': 'true' }, arrow)
    : stateLink(address, { rel }, arrow, aloud(text));
}

/**
 * A day that is picked is shown at once. One that is typed is whole after each key, and meant only when the reader says
 * so or leaves.
 * @param {Scene} scene
 */
function dayField(scene) {
  let isTyped = false;
  const pick = () => {
    if (field.validity.valid && field.value !== field.defaultValue) scene.go(onDay(scene, field.value));
  };
  const field = h('input', {
    type: 'date',
    name: 'day',
    value: scene.day,
    min: firstRankedDay,
    max: latestDay(scene.project.newest_day),
    required: true,
    pointerdown: () => {
      isTyped = false;
    },
    keydown: (event) => {
      isTyped = true;
      if (!(event instanceof KeyboardEvent) || event.key !== 'Enter') return;
      event.preventDefault();
      if (field.reportValidity()) pick();
    },
    change: () => {
      if (!isTyped) pick();
    },
    blur: () => {
      // A field that is taken away is left, too, but not by the reader.
      if (isTyped && !scene.signal.aborted) pick();
    },
  });
  return field;
}
