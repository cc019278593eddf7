import morphdom from '/morphdom.js';
import { h } from './element.js';

/**
 * Gives an element new children and touches only what differs, so that what the reader does there goes on: the focus
 * stays, what is open stays open, what is typed stays typed. A figure is drawn, so it is exchanged as a whole.
 * @param {HTMLElement} element
 * @param {readonly Node[]} children
 */
export function morph(element, children) {
  const focused = document.activeElement;
  const isWithin = focused instanceof HTMLElement && element.contains(focused);
  morphdom(element, h('div', {}, ...children), {
    childrenOnly: true,
    onBeforeElUpdated(from, to) {
      if (from instanceof HTMLDetailsElement && to instanceof HTMLDetailsElement) to.open = from.open;
      if (from instanceof HTMLInputElement && from.value !== from.defaultValue) return false;
      if (from.localName !== 'figure') return true;
      exchange(from, to);
      return false;
    },
  });
  if (isWithin && document.activeElement !== focused) refocus(element, focused);
}

/**
 * @param {HTMLElement} from
 * @param {HTMLElement} to
 */
function exchange(from, to) {
  const isOpen = [...from.querySelectorAll('details')].map(({ open }) => open);
  to.querySelectorAll('details').forEach((details, i) => {
    details.open = isOpen[i] ?? false;
  });
  from.replaceWith(to);
}

/**
 * What was moved or exchanged has lost the focus: it, or what says the same in its place, gets it back.
 * @param {HTMLElement} element
 * @param {HTMLElement} focused
 */
function refocus(element, focused) {
  const alike = focused.isConnected
    ? focused
    : [...element.querySelectorAll(focused.localName)].find(({ textContent }) => textContent === focused.textContent);
  const next = alike ?? element.querySelector('h1');
  if (next instanceof HTMLElement) next.focus({ preventScroll: true });
}
