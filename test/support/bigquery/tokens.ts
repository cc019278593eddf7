import { invalidQuery, type JobError } from './errors.ts';
import { decodeBytes, decodeText } from './literals.ts';

/** A piece of GoogleSQL; spaces and comments are between the pieces. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'text' | 'bytes' | 'number' | 'symbol';
  /** What it means: a word in capitals, a name without its quotes, a literal's value, bytes as one character each. */
  readonly value: string;
  /** As it is written. */
  readonly source: string;
  /** Where it begins, as `[line:column]`. */
  readonly at: string;
  /** Whether anything is between it and the one before. */
  readonly isApart: boolean;
}

/** @throws {JobError} where GoogleSQL sees no token. */
export function tokenize(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  let isApart = false;
  let line = 1;
  let lineStart = 0;

  function take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = end;
    return pattern.exec(sql);
  }

  while (end < sql.length) {
    const start = end;
    const at = `[${line}:${start - lineStart + 1}]`;
    const space = take(SPACE);
    const taken = space ?? take(takesPath(tokens.at(-1)) ? DASHED_WORD : WORD) ?? take(NUMBER) ?? take(QUOTED);
    const source = taken?.[0] ?? literalAt(sql, start, at) ?? sql.charAt(start);
    end = start + source.length;
    for (const { index } of source.matchAll(/\n/g)) {
      line += 1;
      lineStart = start + index + 1;
    }
    if (space !== null) isApart = true;
    else {
      const token = { ...meaningOf(source, at), source, at, isApart };
      const last = tokens.at(-1);
      if (last?.kind === 'number' && token.kind === 'word' && !isApart) {
        throw syntaxError('Missing whitespace between literal and alias', at);
      }
      tokens.push(token);
      isApart = false;
    }
  }
  return tokens;
}

/** The tokens as they are written, without the comments between them. */
export function textOf(tokens: readonly Token[]): string {
  return tokens
    .map(({ source, isApart }) => (isApart ? ` ${source}` : source))
    .join('')
    .trim();
}

export function syntaxError(problem: string, at: string): JobError {
  return invalidQuery(`Syntax error: ${problem} at ${at}`);
}

export function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  return token?.kind === 'word' && words.includes(token.value);
}

export function isSymbol(token: Token | undefined, symbol: string): boolean {
  return token?.kind === 'symbol' && token.value === symbol;
}

const SPACE = /(?:\s|#[^\n]*|--[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const WORD = /(?![rR]?[bB]?['"]|[bB][rR]['"])[\p{L}_][\p{L}\p{N}_]*/uy;
/** A project's name may have dashes without being quoted, where a table is named. */
const DASHED_WORD = /(?![rR]?[bB]?['"]|[bB][rR]['"])[\p{L}_][\p{L}\p{N}_]*(?:(?:-[\p{L}\p{N}_]+)+(?=\s*\.))?/uy;
const NUMBER = /0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const QUOTED = /`(?:[^`\\\n]|\\.)+`/y;
const LITERAL_START = /([rRbB]{0,2})("""|'''|"|')/y;
const SYMBOLS = new Set('()[],.;*+-/%<>=!|&^~@?'.split(''));

function takesPath(last: Token | undefined): boolean {
  return isWord(last, 'FROM', 'JOIN', 'INTO', 'UPDATE', 'DELETE', 'TABLE', 'VIEW', 'EXISTS', 'MERGE', 'USING');
}

/** The whole literal that begins there. */
function literalAt(sql: string, start: number, at: string): string | undefined {
  LITERAL_START.lastIndex = start;
  const opening = LITERAL_START.exec(sql);
  if (opening === null) return undefined;
  const [head, , quotes = ''] = opening;
  for (let end = start + head.length; end < sql.length; end += 1) {
    if (sql.startsWith(quotes, end)) return sql.slice(start, end + quotes.length);
    // A raw literal keeps its backslashes, yet a quote behind one does not end it.
    if (sql[end] === '\\') end += 1;
    else if (sql[end] === '\n' && quotes.length === 1) break;
  }
  throw syntaxError(`Unclosed ${quotes.length === 1 ? '' : 'triple-quoted '}string literal`, at);
}

function meaningOf(source: string, at: string): Pick<Token, 'kind' | 'value'> {
  LITERAL_START.lastIndex = 0;
  const opening = LITERAL_START.exec(source);
  if (opening !== null) {
    const [head, prefix = '', quotes = ''] = opening;
    const body = source.slice(head.length, source.length - quotes.length);
    const isRaw = /r/i.test(prefix);
    return /b/i.test(prefix)
      ? { kind: 'bytes', value: decodeBytes(body, isRaw, at) }
      : { kind: 'text', value: isRaw ? body : decodeText(body, at) };
  }
  if (source.startsWith('`') && source.length > 1)
    return { kind: 'quoted', value: decodeText(source.slice(1, -1), at) };
  if (/^\.?\d/.test(source)) return { kind: 'number', value: source };
  if (/^[\p{L}_]/u.test(source)) return { kind: 'word', value: source.toUpperCase() };
  if (SYMBOLS.has(source)) return { kind: 'symbol', value: source };
  throw syntaxError(`Illegal input character "${source}"`, at);
}
