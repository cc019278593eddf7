import { addDays } from './address.js';
import { h } from './element.js';
import { formatCount, formatDay } from './format.js';
import { stateLink } from './links.js';
import { elsewhere } from './scene.js';

/** @typedef {import('./answers.d.ts').CalendarDay} CalendarDay */
/** @typedef {{ readonly least: number, readonly most: number }} Bounds of the views of a day */

const monthNames = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What the arrow keys do, in days. @type {Readonly<Record<string, number>>} */
const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** As long as the newest years fit on a screen, they are shown; others are opened by the reader. */
const openYears = 2;

/**
 * A heat map of the days, a square each, month by month. The more was read on a loaded day, the stronger its colour. One of
 * the squares is in the order of the Tab key; the arrow keys go from there.
 * @param {import('./scene.js').Scene} scene
 * @param {readonly CalendarDay[]} days oldest first
 */
export function calendar(scene, days) {
  const bounds = boundsOf(days);
  const years = [...Map.groupBy(days, ({ view_date }) => view_date.slice(0, 4))].toReversed();
  const element = h(
    'div',
    { class: 'calendar', keydown: (event) => event instanceof KeyboardEvent && move(event) },
    ...years.map(([year, ofYear], i) =>
      h(
        'details',
        { open: i < openYears },
        h('summary', {}, year),
        h(
          'div',
          { class: 'months' },
          ...[...Map.groupBy(ofYear, ({ view_date }) => view_date.slice(0, 7))].map(([month, ofMonth]) =>
            monthTable(scene, month, ofMonth, bounds),
          ),
        ),
      ),
    ),
  );
  squareOf(element, days.at(-1)?.view_date ?? '')?.setAttribute('tabindex', '0');
  return element;
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {string} month
 * @param {readonly CalendarDay[]} days
 * @param {Bounds} bounds
 */
function monthTable(scene, month, days, bounds) {
  const known = new Map(days.map((day) => [day.view_date, day]));
  const cells = weeksOf(month).map((week) =>
    h(
      'tr',
      {},
      ...week.map((day) => {
        const what = known.get(day);
        return h('td', {}, what !== undefined && daySquare(scene, what, bounds));
      }),
    ),
  );
  const name = monthNames.format(new Date(`${month}-01T00:00:00Z`));
  return h(
    'table',
    { class: 'month' },
    h('caption', {}, name),
    h(
      'thead',
      {},
      h('tr', {}, ...weekdays.map((weekday) => h('th', { scope: 'col', abbr: weekday }, weekday.slice(0, 1)))),
    ),
    h('tbody', {}, ...cells),
  );
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {CalendarDay} day
 * @param {Bounds} bounds
 */
function daySquare(scene, { view_date, status, views }, bounds) {
  const heat = status === 'loaded' && views !== null ? heatOf(views, bounds) : null;
  const text = heat === null || views === null ? status : `${status}, ${formatCount(views)} views`;
  return stateLink(
    elsewhere(scene, { view: 'top', day: view_date }),
    {
      class: heat === null ? `day ${status}` : `day loaded heat-${heat}`,
      tabindex: -1,
      'data-day': view_date,
      'aria-label': `${formatDay(view_date)}: ${text}`,
      title: `${view_date}: ${text}`,
    },
    String(Number(view_date.slice(8))),
  );
}

/**
 * @param {readonly CalendarDay[]} days
 * @returns {Bounds}
 */
function boundsOf(days) {
  const read = days.flatMap(({ status, views }) => (status === 'loaded' && views !== null ? [views] : []));
  return { least: Math.min(...read), most: Math.max(...read) };
}

/**
 * From 1 to 4, between the day that was read least and the one that was read most.
 * @param {number} views
 * @param {Bounds} bounds
 */
function heatOf(views, { least, most }) {
  return least === most ? 2 : Math.min(4, 1 + Math.floor(((views - least) / (most - least)) * 4));
}

/**
 * What the squares mean.
 * @param {readonly CalendarDay[]} days
 */
export function calendarKey(days) {
  const { least, most } = boundsOf(days);
  const scale = least > most ? '' : `, from ${formatCount(least)} to ${formatCount(most)} views`;
  return h(
    'p',
    { class: 'small' },
    `The stronger the colour of a loaded day, the more was read on it${scale}. Dotted: pending. Struck through: absent. In a red frame: missing ` +
      'or refused. The arrow keys go from day to day.',
  );
}

/**
 * The weeks of a month from Monday on, with days of the neighbours where a week begins or ends there.
 * @param {string} month
 */
function weeksOf(month) {
  const first = `${month}-01`;
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const weeks = [];
  for (let monday = addDays(first, -weekday); monday.slice(0, 7) <= month; monday = addDays(monday, 7)) {
    weeks.push(weekdays.map((_, i) => addDays(monday, i)));
  }
  return weeks;
}

/** @param {KeyboardEvent} event */
function move(event) {
  const { currentTarget: element } = event;
  if (!(element instanceof HTMLElement)) return;
  const from = event.target instanceof HTMLElement ? event.target.dataset.day : undefined;
  const step = steps[event.key];
  if (from === undefined || step === undefined) return;
  event.preventDefault();
  const next = squareOf(element, addDays(from, step));
  if (next === null) return;
  const years = next.closest('details');
  if (years !== null) years.open = true;
  squareOf(element, from)?.setAttribute('tabindex', '-1');
  next.setAttribute('tabindex', '0');
  next.focus();
}

/**
 * @param {HTMLElement} element
 * @param {string} day
 * @returns {HTMLElement | null}
 */
function squareOf(element, day) {
  return element.querySelector(`[data-day="${day}"]`);
}
