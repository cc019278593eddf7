/** @typedef {'top' | 'trending' | 'topics' | 'range' | 'health' | 'article' | 'category'} View */

/**
 * What is shown, all of it: an address says the same to whoever it is sent to. What is null is chosen for the reader.
 * @typedef {object} Address
 * @property {View} view
 * @property {string | null} project
 * @property {string | null} day
 * @property {string | null} start of a range
 * @property {string | null} end
 * @property {string | null} page id of an article's page
 * @property {string | null} category
 */

/** @type {readonly View[]} */
const views = ['top', 'trending', 'topics', 'range', 'health', 'article', 'category'];

/**
 * Reads the query string of an address. What no view is called is the day's list.
 * @param {string} search
 * @returns {Address}
 */
export function parseAddress(search) {
  const given = new URLSearchParams(search);
  const view = views.find((name) => name === given.get('view')) ?? 'top';
  return {
    view,
    project: given.get('project'),
    day: parseDay(given.get('day')),
    start: parseDay(given.get('start')),
    end: parseDay(given.get('end')),
    page: given.get('page'),
    category: given.get('category'),
  };
}

/**
 * @param {Partial<Address>} address
 * @returns {string} the address without its host
 */
export function formatAddress({ view = 'top', project, day, start, end, page, category }) {
  const parts = new URLSearchParams();
  if (view !== 'top') parts.set('view', view);
  for (const [name, value] of Object.entries({ project, day, start, end, page, category })) {
    if (value !== null && value !== undefined && value !== '') parts.set(name, value);
  }
  const search = parts.toString();
  return search === '' ? '/' : `/?${search}`;
}

/**
 * The day so many days later.
 * @param {string} day
 * @param {number} days
 */
export function addDays(day, days) {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * The day so many days before, or the first one that Wikimedia has a ranking of.
 * @param {string} day
 * @param {number} days
 */
export function daysBack(day, days) {
  const wanted = addDays(day, -days);
  return wanted < firstRankedDay ? firstRankedDay : wanted;
}

/**
 * What is wrong with the days of an address, for its reader; null where nothing is.
 * @param {string} search
 * @param {string} latest the last day that may be asked for
 */
export function dayFault(search, latest) {
  const given = new URLSearchParams(search);
  for (const text of ['day', 'start', 'end'].flatMap((name) => given.get(name) ?? [])) {
    if (!isDay(text)) return `“${text}” is no day of the calendar: expected one such as 2026-09-01.`;
    if (text < firstRankedDay) return `There is nothing of ${text}: the rankings begin on ${firstRankedDay}.`;
    if (text > latest) return `${text} lies in the future: it is not published yet.`;
  }
  return null;
}

/**
 * Today, or the newest loaded day where the reader's clock is behind it.
 * @param {string | null} newestDay
 */
export function latestDay(newestDay) {
  const today = new Date().toISOString().slice(0, 10);
  return newestDay !== null && newestDay > today ? newestDay : today;
}

/** The first day that Wikimedia has a ranking of. */
export const firstRankedDay = '2015-07-01';

/**
 * Null for what is no day of the calendar, and for days without any ranking.
 * @param {string | null} text
 */
function parseDay(text) {
  return text === null || !isDay(text) || text < firstRankedDay ? null : text;
}

/** @param {string} text */
function isDay(text) {
  // The round trip rejects dates that only look right, such as 2026-02-30.
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
}
