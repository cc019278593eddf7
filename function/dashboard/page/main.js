import { dayFault, formatAddress, latestDay, parseAddress } from './address.js';
import { ApiError, ask, csvAddress } from './api.js';
import { controls, turned } from './controls.js';
import { h } from './element.js';
import { isMadeUp, stateLink } from './links.js';
import { elsewhere } from './scene.js';
import { showTop } from './top.js';

/**
 * The day's list comes with the page, the others when they are wanted: they bring the charts along.
 * @type {Readonly<Record<import('./address.js').View, (scene: import('./scene.js').Scene) => Promise<import('./scene.js').Shown>>>} */
const views = {
  top: showTop,
  trending: async (scene) => (await import('./trending.js')).showTrending(scene),
  topics: async (scene) => (await import('./topics.js')).showTopics(scene),
  range: async (scene) => (await import('./range.js')).showRange(scene),
  health: async (scene) => (await import('./health.js')).showHealth(scene),
  article: async (scene) => (await import('./article.js')).showArticle(scene),
  category: async (scene) => (await import('./category.js')).showCategory(scene),
};

const main = elementOf('main');
const header = elementOf('controls');
let current = new AbortController();
/** Whether nothing has been shown yet: then the browser says where the focus is. */
let isFirst = true;
/** The query string that is shown, or on its way. */
let asked = '';
/** The wiki whose days the arrow keys turn. @type {import('./answers.d.ts').Project | null} */
let turnable = null;

addEventListener('popstate', () => {
  // A jump within the page is one in its history, too.
  if (location.search !== asked) void show();
});
document.addEventListener('click', followHere);
document.addEventListener('keydown', turnPage);
await show();

/** Shows what the address says; what was being fetched for another one is given up. */
async function show() {
  current.abort();
  current = new AbortController();
  asked = location.search;
  const { signal } = current;
  main.setAttribute('aria-busy', 'true');
  try {
    const address = parseAddress(location.search);
    const { projects } = /** @type {{ projects: readonly import('./answers.d.ts').Project[] }} */ (
      await ask({ path: 'projects' }, signal)
    );
    if (signal.aborted) return;
    const project =
      projects.find(({ project }) => project === address.project) ??
      (address.project === null ? projects[0] : undefined);
    if (project === undefined) {
      turnable = null;
      replaceControls(projects.length > 0 ? controls(projects, null, go) : []);
      mount(projects.length === 0 ? nothingLoaded() : unknownProject(address.project ?? ''));
      return;
    }
    const day = address.day ?? project.newest_day ?? project.first_day ?? '';
    const scene = { address, project, day, signal, go };
    turnable = project;
    replaceControls(controls(projects, scene, go));
    const fault = dayFault(location.search, latestDay(project.newest_day));
    const shown = fault === null ? await views[address.view](scene) : noSuchDay(scene, fault);
    if (!signal.aborted) mount(shown, isMadeUp(project.project));
  } catch (error) {
    if (!signal.aborted) mount(failure(error));
  }
}

/**
 * Who chooses by a control goes on choosing: the focus stays on it.
 * @param {readonly Node[]} nodes
 */
function replaceControls(nodes) {
  const name = focusedControl();
  header.replaceChildren(...nodes);
  if (name === null) return;
  const control = header.querySelector(`[name="${name}"]`);
  if (control instanceof HTMLElement) control.focus({ preventScroll: true });
}

/** The name of the control that has the focus. */
function focusedControl() {
  const focused = document.activeElement;
  return focused !== null && header.contains(focused) ? focused.getAttribute('name') : null;
}

/**
 * @param {import('./scene.js').Shown} shown
 * @param {boolean} madeUp
 */
function mount({ title, lead, nodes, question }, madeUp = false) {
  document.title = `${title} · wikitrends`;
  const heading = h('h1', { tabindex: -1, dir: 'auto' }, title);
  main.replaceChildren(
    ...(madeUp ? [h('p', { class: 'made-up' }, 'Made up: this is the bundled sample, not the real Wikipedia.')] : []),
    heading,
    ...(lead === undefined ? [] : [h('p', { class: 'lead', dir: 'auto' }, lead)]),
    ...nodes,
    ...(question === undefined ? [] : [asCsv(question)]),
  );
  main.removeAttribute('aria-busy');
  elementOf('announcement').textContent = title;
  // What had the focus is gone, so it would be at the top of the page.
  if (!isFirst && focusedControl() === null) heading.focus({ preventScroll: true });
  isFirst = false;
}

/** @param {import('./api.js').Question} question */
function asCsv(question) {
  return h('p', { class: 'small' }, h('a', { href: csvAddress(question) }, 'As CSV'), ', for a spreadsheet');
}

/** @param {import('./address.js').Address} address */
function go(address) {
  history.pushState(null, '', formatAddress(address));
  scrollTo(0, 0);
  void show();
}

/**
 * Links between states of the page load no page.
 * @param {MouseEvent} event
 */
function followHere(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || link.target !== '' || link.origin !== location.origin || link.pathname !== '/') return;
  // A jump within the page is the browser's.
  if (link.hash !== '') return;
  event.preventDefault();
  go(parseAddress(link.search));
}

/**
 * The arrow keys turn to the day before and after, unless they mean something where the reader is.
 * @param {KeyboardEvent} event
 */
function turnPage(event) {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest('input, select, textarea, .scroll') !== null) return;
  const days = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (days === undefined || turnable === null) return;
  // A key that is held turns a page when the last one is there.
  if (event.repeat && main.hasAttribute('aria-busy')) return;
  // From the address, and not from what is shown: that may still be the day before it.
  const address = parseAddress(location.search);
  if (address.project !== null && address.project !== turnable.project) return;
  const next = turned({ address, project: turnable }, days);
  if (next !== null) go(next);
}

/** @returns {import('./scene.js').Shown} */
function nothingLoaded() {
  return {
    title: 'Nothing is loaded yet',
    lead: 'Every day that is loaded appears here.',
    nodes: [h('p', {}, 'To load what is missing, newest days first: ', h('code', {}, 'npx wikitrends ingest'))],
  };
}

/**
 * @param {string} project
 * @returns {import('./scene.js').Shown}
 */
function unknownProject(project) {
  return { title: 'No such wiki here', lead: `Nothing of “${project}” is loaded. Choose one that is.`, nodes: [] };
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {string} fault
 * @returns {import('./scene.js').Shown}
 */
function noSuchDay(scene, fault) {
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
 * @param {unknown} error
 * @returns {import('./scene.js').Shown}
 */
function failure(error) {
  // What the API says is for the reader; anything else is a fault of this page.
  if (!(error instanceof ApiError)) reportError(error);
  const again = h('button', { type: 'button', click: () => void show() }, 'Try again');
  const detail = error instanceof Error ? error.message : String(error);
  return { title: 'This cannot be shown', nodes: [h('p', { role: 'alert', class: 'notice' }, detail), again] };
}

/** @param {string} id */
function elementOf(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no element "${id}"`);
  return element;
}
