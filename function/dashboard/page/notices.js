import { ApiError } from './api.js';
import { h } from './element.js';
import { stateLink } from './links.js';
import { elsewhere } from './scene.js';

/** @typedef {import('./scene.js').Shown} Shown */

/** @returns {Shown} */
export function nothingLoaded() {
  return {
    title: 'Nothing is loaded yet',
    lead: 'Every day that is loaded appears here.',
    nodes: [h('p', {}, 'To load what is missing, newest days first: ', h('code', {}, 'npx wikitrends ingest'))],
  };
}

/**
 * @param {string} project
 * @returns {Shown}
 */
export function unknownProject(project) {
  return { title: 'No such wiki here', lead: `Nothing of “${project}” is loaded. Choose one that is.`, nodes: [] };
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {string} fault
 * @returns {Shown}
 */
export function noSuchDay(scene, fault) {
  const newest = elsewhere(scene, { day: scene.project.newest_day, start: null, end: null });
  const { page, category } = scene.address;
  return {
    title: 'No such day',
    nodes: [
      h('p', { class: 'notice' }, fault),
      h('p', {}, stateLink({ ...newest, page, category }, {}, 'The newest day')),
    ],
  };
}

/**
 * @param {import('./scene.js').Scene} scene
 * @returns {Shown}
 */
export function nothingNamed(scene) {
  const what = scene.address.view === 'article' ? 'page' : 'category';
  return {
    title: `No ${what} is named`,
    lead: `The address does not say which ${what} it leads to.`,
    nodes: [h('p', {}, stateLink(elsewhere(scene, { view: 'top' }), {}, "The day's list"))],
  };
}

/**
 * @param {unknown} error
 * @param {() => void} tryAgain
 * @returns {Shown}
 */
export function failure(error, tryAgain) {
  const again = h('button', { type: 'button', click: tryAgain }, 'Try again');
  return {
    title: 'This cannot be shown',
    nodes: [h('p', { role: 'alert', class: 'notice' }, failureText(error)), again],
  };
}

/**
 * What the API says is for the reader; anything else is a fault of this page.
 * @param {unknown} error
 */
export function failureText(error) {
  if (!(error instanceof ApiError)) reportError(error);
  return error instanceof Error ? error.message : String(error);
}
