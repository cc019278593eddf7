import { isInterwiki, namespacesOf } from './namespaces.ts';

/** What MediaWiki makes of a requested title. `title` has spaces and the wiki's own namespace name. */
export type ParsedTitle =
  | { readonly kind: 'title'; readonly title: string; readonly ns: number }
  | { readonly kind: 'interwiki'; readonly title: string; readonly prefix: string }
  | { readonly kind: 'invalid'; readonly reason: string }
  /** Only a fragment, such as `#`: normalised to nothing, and no page. */
  | { readonly kind: 'empty' };

/** The rules of MediaWikiTitleCodec: namespaces in any case, first letter a capital, 255 bytes at most. */
export function parseTitle(project: string, requested: string): ParsedTitle {
  const text = tidy(requested);
  if (text.includes('\uFFFD')) return invalid('The requested page title contains an invalid UTF-8 sequence.');
  const inMain = text.startsWith(':') ? text.slice(1).trimStart() : text;
  const { ns, name, rest, prefix } = inMain === text ? splitPrefix(project, text) : mainTitle(inMain);
  if (prefix !== undefined) return { kind: 'interwiki', title: `${prefix}:${rest}`, prefix };
  const [page = ''] = rest.split('#', 1);
  const bare = page.trimEnd();
  if (bare === '') {
    if (ns === 0 && rest.startsWith('#')) return { kind: 'empty' };
    return invalid('The requested page title is empty or contains only the name of a namespace.');
  }
  const reason = complaintAbout(bare, ns);
  if (reason !== undefined) return invalid(reason);
  const capital = upperFirst(bare);
  return { kind: 'title', ns, title: name === '' ? capital : `${name}:${capital}` };
}

/** The form of the database and of the rankings: underscores for spaces. */
export function underscored(title: string): string {
  return title.replaceAll(' ', '_');
}

interface SplitTitle {
  readonly ns: number;
  readonly name: string;
  readonly rest: string;
  readonly prefix?: string;
}

function splitPrefix(project: string, text: string): SplitTitle {
  const match = /^([^:]+?) ?: ?(.*)$/su.exec(text);
  const given = match?.[1];
  const rest = match?.[2];
  if (given === undefined || rest === undefined) return mainTitle(text);
  const { idByName, nameById } = namespacesOf(project);
  const ns = idByName.get(given.toLowerCase());
  if (ns !== undefined) return { ns, name: nameById.get(ns) ?? '', rest };
  const prefix = given.toLowerCase();
  return isInterwiki(project, prefix) ? { ns: 0, name: '', rest, prefix } : mainTitle(text);
}

function mainTitle(rest: string): SplitTitle {
  return { ns: 0, name: '', rest };
}

function complaintAbout(title: string, ns: number): string | undefined {
  const bad = ILLEGAL.exec(title)?.[0];
  if (bad !== undefined) return `The requested page title contains invalid characters: "${bad}".`;
  if (RELATIVE.test(title)) {
    return "Title has relative path. Relative page titles (./, ../) are invalid, because they will often be unreachable when handled by user's browser.";
  }
  if (title.includes('~~~')) {
    return 'The requested page title contains invalid magic tilde sequence (<nowiki>~~~</nowiki>).';
  }
  if (title.startsWith(':')) return 'The requested page title contains an invalid colon at the beginning.';
  const limit = ns === -1 ? 512 : 255;
  if (Buffer.byteLength(title) > limit) {
    return `The requested page title is too long. It must be no longer than ${limit} bytes in UTF-8 encoding.`;
  }
  return undefined;
}

// A percent escape or an HTML entity left in a title is as illegal as a bracket: it shows who encodes twice.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are illegal in titles
const ILLEGAL = /[\u0000-\u001F\u007F#<>[\]{|}]|%[0-9A-Fa-f]{2}|&[A-Za-z0-9\u0080-\u{10FFFF}]+;|&#\d+;/u;
const RELATIVE = /^\.{1,2}(?:\/|$)|\/\.{1,2}(?:\/|$)/u;

function tidy(text: string): string {
  return text
    .replace(/[\u200E\u200F\u202A-\u202E]/gu, '')
    .replace(/[ _\u00A0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/gu, ' ')
    .trim();
}

function upperFirst(text: string): string {
  const [first = ''] = text;
  const capital = first.toUpperCase();
  // MediaWiki leaves letters alone whose capital is two letters, such as ß.
  return [...capital].length === 1 ? capital + text.slice(first.length) : text;
}

function invalid(reason: string): ParsedTitle {
  return { kind: 'invalid', reason };
}
