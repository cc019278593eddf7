import type { ActionError } from './action-api.ts';

/** The parameters of an `action=query` that the stand-in knows. */
export interface Query {
  readonly titles: readonly string[];
  readonly redirects: boolean;
  readonly prop: readonly Prop[];
  readonly meta: readonly string[];
  readonly siprop: readonly string[];
  readonly cllimit: number;
  readonly clprop: readonly string[];
  readonly clshow: readonly string[];
  readonly ppprop: readonly string[];
  readonly continued: Continuation | undefined;
  /** The request without what a continued one may change: the same for all slices of one answer. */
  readonly fingerprint: string;
}

export interface Continuation {
  readonly clcontinue: string;
  readonly continue: string;
}

export type Prop = 'categories' | 'pageprops' | 'description' | 'info';

/** The error MediaWiki answers these parameters with, before it looks at any page. */
export function queryErrorOf(parameters: URLSearchParams): ActionError | undefined {
  for (const [name, value] of [
    ['action', 'query'],
    ['format', 'json'],
    ['formatversion', '2'],
  ] as const) {
    const given = parameters.get(name);
    if (given !== value) return badValue(name, given ?? '');
  }
  const titles = split(parameters.get('titles'));
  if (titles.length > MOST_TITLES) {
    return {
      code: 'toomanyvalues',
      info: `Too many values supplied for parameter "titles". The limit is ${MOST_TITLES}.`,
      parameter: 'titles',
      limit: MOST_TITLES,
      lowlimit: MOST_TITLES,
      highlimit: 500,
    };
  }
  const limit = parameters.get('cllimit');
  if (limit !== null && limit !== 'max' && !/^\d+$/u.test(limit)) {
    return { code: 'badinteger', info: `Invalid value "${limit}" for integer parameter "cllimit".` };
  }
  // A continuation is both parameters: with one alone the request is another one.
  if (parameters.has('clcontinue') !== parameters.has('continue')) return BAD_CONTINUE;
  return undefined;
}

export const BAD_CONTINUE: ActionError = {
  code: 'badcontinue',
  info: 'Invalid continue param. You should pass the original value returned by the previous query.',
};

export function readQuery(parameters: URLSearchParams): { query: Query; warnings: readonly string[] } {
  const list = (name: string): readonly string[] => split(parameters.get(name));
  const asked = list('prop');
  const unknown = asked.filter((name) => !isProp(name));
  const limit = parameters.get('cllimit') ?? DEFAULT_LIMIT;
  const wanted = limit === 'max' ? MOST_CATEGORIES : Number(limit);
  const clcontinue = parameters.get('clcontinue');
  const query: Query = {
    titles: list('titles'),
    redirects: parameters.has('redirects'),
    prop: asked.filter(isProp),
    meta: list('meta'),
    siprop: parameters.has('siprop') ? list('siprop') : ['general'],
    cllimit: Math.min(Math.max(wanted, 1), MOST_CATEGORIES),
    clprop: list('clprop'),
    clshow: list('clshow'),
    ppprop: list('ppprop'),
    continued: clcontinue === null ? undefined : { clcontinue, continue: parameters.get('continue') ?? '' },
    fingerprint: fingerprintOf(parameters),
  };
  const warnings = [
    ...unknown.map((name) => `Unrecognized value for parameter "prop": ${name}.`),
    ...(wanted > MOST_CATEGORIES ? [`"cllimit" may not be over ${MOST_CATEGORIES} (set to ${wanted}) for users.`] : []),
  ];
  return { query, warnings };
}

/** Values of a list: divided by `|`, or by U+001F if the list begins with it. An empty text is no value. */
export function split(text: string | null): readonly string[] {
  if (text === null || text === '') return [];
  return text.startsWith('\u001F') ? text.slice(1).split('\u001F') : text.split('|');
}

const MOST_TITLES = 50;
const MOST_CATEGORIES = 500;
const DEFAULT_LIMIT = '10';
const PROPS: readonly string[] = ['categories', 'pageprops', 'description', 'info'] satisfies readonly Prop[];

function isProp(name: string): name is Prop {
  return PROPS.includes(name);
}

function badValue(name: string, value: string): ActionError {
  return { code: 'badvalue', info: `Unrecognized value for parameter "${name}": ${value}.` };
}

function fingerprintOf(parameters: URLSearchParams): string {
  const changing = new Set(['clcontinue', 'continue', 'maxlag']);
  return JSON.stringify(
    [...parameters].filter(([name]) => !changing.has(name)).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
