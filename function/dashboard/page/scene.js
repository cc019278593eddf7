import { daysBack } from './address.js';

/**
 * What a view is shown with: the address, with the reader's choices filled in.
 * @typedef {object} Scene
 * @property {import('./address.js').Address} address
 * @property {import('./answers.d.ts').Project} project
 * @property {string} day the picked one, or the newest loaded
 * @property {AbortSignal} signal aborted when the reader goes elsewhere
 * @property {(question: import('./api.js').Question) => Promise<unknown>} ask asks the API for what this scene shows
 * @property {(address: import('./address.js').Address) => void} go
 */

/**
 * What a view shows: its title is the page's heading, too.
 * @typedef {object} Shown
 * @property {string} title
 * @property {string} [lead] a line below the heading
 * @property {readonly Node[]} nodes
 * @property {import('./api.js').Question} [question] what it is the answer to
 * @property {boolean} [isMadeUp]
 */

/**
 * Where the course of something begins that is shown up to the scene's day: so many days before, or on the wiki's first
 * day, for of the days before that nothing could be said.
 * @param {Pick<Scene, 'day' | 'project'>} scene
 * @param {number} days
 */
export function courseStart({ day, project: { first_day } }, days) {
  const wanted = daysBack(day, days);
  return first_day > wanted && first_day <= day ? first_day : wanted;
}

/**
 * The same scene's address with something else in it. A range is kept only where the view stays the same.
 * @param {Pick<Scene, 'address' | 'project'>} scene
 * @param {Partial<import('./address.js').Address>} changes
 * @returns {import('./address.js').Address}
 */
export function elsewhere({ address, project }, changes) {
  const { view, day } = address;
  const { start, end } = (changes.view ?? view) === view ? address : { start: null, end: null };
  return { view, project: project.project, day, start, end, page: null, category: null, ...changes };
}
