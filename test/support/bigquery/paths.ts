import { isSymbol, isWord, syntaxError, type Token } from './tokens.ts';

/** The name of a table where it stands in a statement. */
export interface Path {
  readonly first: number;
  readonly last: number;
  /** `project`, `dataset` and `table`, or only the last of them. */
  readonly parts: readonly string[];
  readonly at: string;
  /** Whether values follow: a table function then. */
  readonly isCall: boolean;
}

/**
 * The tables that a statement reads and the table functions that it calls from token `start` on, wherever a FROM or
 * JOIN names one, or in a MERGE its USING.
 * Names of its own WITH clauses are left out.
 */
export function readPaths(tokens: readonly Token[], start: number, isMerge: boolean): readonly Path[] {
  const own = commonNames(tokens);
  const found: Path[] = [];
  const frames: Frame[] = [{ isFunction: false, inFrom: false }];
  let isExpected = false;

  for (let index = start; index < tokens.length; index += 1) {
    const token = tokens[index];
    const frame = frames.at(-1);
    if (token === undefined || frame === undefined) break;
    if (isExpected && isName(token)) {
      const path = pathAt(tokens, index);
      if (path.parts.length > 1 || path.isCall || !own.has(token.value.toUpperCase())) found.push(path);
      index = path.last;
      isExpected = false;
    } else if (isSymbol(token, '(')) {
      const isFunction = isWord(tokens[index - 1], 'EXTRACT', 'TRIM', 'SUBSTRING', 'OVERLAY');
      frames.push({ isFunction, inFrom: false });
    } else if (isSymbol(token, ')')) {
      frames.pop();
      isExpected = false;
    } else if (isWord(token, 'FROM')) {
      frame.inFrom = !frame.isFunction && !isWord(tokens[index - 1], 'DISTINCT');
      isExpected = frame.inFrom;
    } else if (isWord(token, 'JOIN') || (isMerge && frames.length === 1 && isWord(token, 'USING'))) {
      isExpected = true;
    } else if (isWord(token, ...ENDS_OF_FROM)) {
      frame.inFrom = false;
      isExpected = false;
    } else {
      isExpected = frame.inFrom && isSymbol(token, ',');
    }
  }
  return found;
}

/** @throws {JobError} when there is no name. */
export function pathAt(tokens: readonly Token[], first: number): Path {
  const name = tokens[first];
  if (name === undefined) throw syntaxError('Unexpected end of statement', tokens.at(-1)?.at ?? '[1:1]');
  if (!isName(name)) throw syntaxError(`Unexpected "${name.source}"`, name.at);
  const parts = partsOf(name);
  let last = first;
  for (let next = tokens[last + 2]; isSymbol(tokens[last + 1], '.') && next !== undefined; next = tokens[last + 2]) {
    if (next.kind !== 'word' && next.kind !== 'quoted') throw syntaxError(`Unexpected "${next.source}"`, next.at);
    parts.push(...partsOf(next));
    last += 2;
  }
  return { first, last, parts, at: name.at, isCall: isSymbol(tokens[last + 1], '(') };
}

interface Frame {
  /** `EXTRACT(… FROM …)` names no table. */
  readonly isFunction: boolean;
  /** Where a comma leads to another table. */
  inFrom: boolean;
}

const ENDS_OF_FROM = [
  ...['SELECT', 'WHERE', 'GROUP', 'HAVING', 'QUALIFY', 'WINDOW', 'ORDER', 'LIMIT'],
  ...['UNION', 'INTERSECT', 'EXCEPT', 'WITH', 'SET', 'WHEN'],
];

function isName(token: Token): boolean {
  return token.kind === 'quoted' || (token.kind === 'word' && !isWord(token, 'SELECT', 'WITH', 'UNNEST'));
}

/** A quoted name may hold the dots, too. */
function partsOf(token: Token): string[] {
  return token.kind === 'quoted' ? token.value.split('.') : [token.source];
}

function commonNames(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    const introduced = isWord(tokens[index - 1], 'WITH', 'RECURSIVE') || isSymbol(tokens[index - 1], ',');
    if (introduced && isWord(tokens[index + 1], 'AS') && isSymbol(tokens[index + 2], '(')) {
      names.add(token.value.toUpperCase());
    }
  }
  return names;
}
