import { formatAddress, parseAddress } from './address.js';
import { csvAddress } from './api.js';
import { turned } from './controls.js';
import { elementOf, h } from './element.js';
import { freshnessText } from './freshness.js';
import { failure, failureText } from './notices.js';
import { keepRenewing } from './renewal.js';
import { isAnsweredAlike, visit } from './visit.js';

const main = elementOf('main');
const header = elementOf('controls');
const freshness = elementOf('freshness');
const trouble = elementOf('trouble');
let current = new AbortController();
/** Whether nothing has been shown yet: then the browser says where the focus is. */
let isFirst = true;
/** The query string that is shown, or on its way. */
let asked = '';
/** What is shown is made of these answers. @type {ReadonlyMap<string, string>} */
let seen = new Map();
/** The wiki whose days the arrow keys turn. @type {import('./answers.d.ts').Project | null} */
let turnable = null;
let lookedUpAt = new Date();
/** Ends what the last renewal drew, when another one has taken its place. */
let renewed = new AbortController();

addEventListener('popstate', () => {
  // A jump within the page is one in its history, too.
  if (location.search !== asked) void show();
});
document.addEventListener('click', followHere);
document.addEventListener('keydown', turnPage);
await show();
keepRenewing(renew);

/** Shows what the address says; what was being fetched for another one is given up. */
async function show() {
  current.abort();
  current = new AbortController();
  asked = location.search;
  const { signal } = current;
  main.setAttribute('aria-busy', 'true');
  try {
    const there = await visit(asked, { signal, go });
    if (signal.aborted) return;
    turnable = there.project;
    replaceControls(there.controls);
    tellFreshness(new Date());
    const shown = await there.show();
    if (!signal.aborted) mount(shown, there.answers);
  } catch (error) {
    if (!signal.aborted)
      mount(
        failure(error, () => void show()),
        new Map(),
      );
  }
}

/** Asks again for what is shown, and shows what has become of it; what was there stays where there is no answer. */
async function renew() {
  if (main.hasAttribute('aria-busy')) return;
  const { signal: left } = current;
  const given = new AbortController();
  try {
    const there = await visit(asked, { signal: AbortSignal.any([left, given.signal]), go });
    const shown = await there.show();
    const isSame = isAnsweredAlike(seen, there.answers);
    // The list comes without it: most days it is needed once.
    const { morph } = isSame ? { morph: null } : await import('./morph.js');
    if (left.aborted) return;
    turnable = there.project;
    tellFreshness(new Date());
    if (morph === null) return given.abort();
    morph(header, there.controls);
    morph(main, nodesOf(shown));
    renewed.abort();
    renewed = given;
    seen = there.answers;
    entitle(shown.title);
  } catch (error) {
    given.abort();
    // Where nothing is shown but a failure, there is nothing to renew.
    if (!left.aborted && seen.size > 0) tellTrouble(failureText(error));
  }
}

/** @param {Date} at when the API last answered */
function tellFreshness(at) {
  lookedUpAt = at;
  trouble.textContent = '';
  freshness.textContent = turnable === null ? '' : freshnessText(turnable, lookedUpAt);
}

/** @param {string} what is told once: it is read aloud */
function tellTrouble(what) {
  // The day grows older all the same.
  if (turnable !== null) freshness.textContent = freshnessText(turnable, lookedUpAt);
  if (trouble.textContent === '') trouble.textContent = `Cannot be renewed, what is shown stays. ${what}`;
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
 * @param {ReadonlyMap<string, string>} answers that it is made of
 */
function mount(shown, answers) {
  main.replaceChildren(...nodesOf(shown));
  main.removeAttribute('aria-busy');
  seen = answers;
  entitle(shown.title);
  // What had the focus is gone, so it would be at the top of the page.
  if (!isFirst && focusedControl() === null) main.querySelector('h1')?.focus({ preventScroll: true });
  isFirst = false;
}

/** @param {string} title */
function entitle(title) {
  const announcement = elementOf('announcement');
  // What is renewed under the same title is not announced again.
  if (announcement.textContent === title) return;
  document.title = `${title} · wikitrends`;
  announcement.textContent = title;
}

/** @param {import('./scene.js').Shown} shown */
function nodesOf({ title, lead, nodes, question, isMadeUp = false }) {
  return [
    ...(isMadeUp ? [h('p', { class: 'made-up' }, 'Made up: this is the bundled sample, not the real Wikipedia.')] : []),
    h('h1', { tabindex: -1, dir: 'auto' }, title),
    ...(lead === undefined ? [] : [h('p', { class: 'lead', dir: 'auto' }, lead)]),
    ...nodes,
    ...(question === undefined ? [] : [asCsv(question)]),
  ];
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
