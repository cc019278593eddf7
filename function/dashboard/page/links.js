import { formatAddress } from './address.js';
import { aloud, h } from './element.js';

/** The made-up wiki that a first look loads: its articles are nowhere to be read. */
const sample = 'sample.wikipedia';

/** @param {string} project */
export function isMadeUp(project) {
  return project === sample;
}

/**
 * A link to another state of the page.
 * @param {Partial<import('./address.js').Address>} address
 * @param {import('./element.js').Attributes} attributes
 * @param {readonly import('./element.js').Child[]} children
 */
export function stateLink(address, attributes, ...children) {
  return h('a', { href: formatAddress(address), ...attributes }, ...children);
}

/**
 * Links to the article and to its item, where there are such.
 * @param {string} project
 * @param {{ readonly article: string, readonly page_title: string, readonly wikidata_id: string | null }} listed
 */
export function outwardLinks(project, { article, page_title, wikidata_id }) {
  if (isMadeUp(project)) return null;
  return h(
    'span',
    { class: 'outward' },
    outwardLink(`https://${project}.org/wiki/${encodeTitle(article)}`, 'Wikipedia', page_title),
    wikidata_id !== null &&
      outwardLink(`https://www.wikidata.org/wiki/${encodeURIComponent(wikidata_id)}`, 'Wikidata', page_title),
  );
}

/**
 * @param {string} href
 * @param {string} site
 * @param {string} title
 */
function outwardLink(href, site, title) {
  return h('a', { href, rel: 'noopener noreferrer', target: '_blank' }, site, aloud(` on ${title}, in a new tab`));
}

/**
 * As MediaWiki has it in its own addresses: slashes and colons stay.
 * @param {string} title
 */
function encodeTitle(title) {
  return encodeURIComponent(title).replaceAll('%2F', '/').replaceAll('%3A', ':');
}
