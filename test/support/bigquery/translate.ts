import { quoteName, quoteText } from './database.ts';
import { isSymbol, isWord, type Token } from './tokens.ts';

/** Replaces tokens by DuckDB's, from `start` on. `replaced` says what stands for those from one index up to another. */
export function translate(
  tokens: readonly Token[],
  start: number,
  replaced: ReadonlyMap<number, { readonly last: number; readonly sql: string }>,
  after: ReadonlyMap<number, string> = new Map(),
): string {
  const parts: string[] = [];
  for (let index = start; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    const replacement = replaced.get(index);
    if (token.isApart && index > start) parts.push(' ');
    parts.push(replacement?.sql ?? tokenSql(tokens, index, token));
    if (replacement !== undefined) index = replacement.last;
    else if (dropsCall(tokens, index)) index += 2;
    const name = after.get(index);
    if (name !== undefined) parts.push(` AS ${name}`);
  }
  return parts.join('');
}

function tokenSql(tokens: readonly Token[], index: number, token: Token): string {
  switch (token.kind) {
    case 'text':
      return quoteText(token.value);
    case 'bytes':
      return `'${Buffer.from(token.value, 'latin1').toString('hex').replace(/../g, '\\x$&')}'::BLOB`;
    case 'quoted':
      return quoteName(token.value);
    case 'number':
      if (/^0x/i.test(token.value)) return String(BigInt(token.value));
      // Without an exponent a fraction would be a DECIMAL.
      return /^[\d.]*\.[\d.]*$/.test(token.value) ? `${token.value}e0` : token.value;
    case 'word':
      return wordSql(tokens, index, token);
    case 'symbol':
      return token.value;
  }
}

function wordSql(tokens: readonly Token[], index: number, token: Token): string {
  const [last, next] = [tokens[index - 1], tokens[index + 1]];
  if (isWord(token, 'EXCEPT') && isSymbol(last, '*') && isSymbol(next, '(')) return 'EXCLUDE';
  if (isWord(token, 'SAFE_CAST') && isSymbol(next, '(')) return 'TRY_CAST';
  const isType = isWord(last, 'AS') && isSymbol(next, ')');
  const type = TYPES[token.value];
  if (type !== undefined && (isType || next?.kind === 'text')) return type;
  return NAMES.has(token.value) ? quoteName(token.source) : token.source;
}

/** DuckDB's keywords that are plain names to BigQuery: so a column may be called one, and none works as a keyword. */
const NAMES: ReadonlySet<string> = new Set([
  ...['ANALYSE', 'ANALYZE', 'ANTI', 'ASOF', 'ASYMMETRIC', 'AUTHORIZATION', 'BINARY', 'BOTH', 'CHECK', 'COLLATION'],
  ...['COLUMN', 'COLUMNS', 'CONCURRENTLY', 'CONSTRAINT', 'DEFERRABLE', 'DESCRIBE', 'DO', 'FOREIGN', 'FREEZE'],
  ...['GENERATED', 'GLOB', 'ILIKE', 'INITIALLY', 'ISNULL', 'LAMBDA', 'LEADING', 'MAP', 'NOTNULL', 'ONLY', 'OVERLAPS'],
  ...['PIVOT_LONGER', 'PIVOT_WIDER', 'PLACING', 'POSITIONAL', 'PRIMARY', 'REFERENCES', 'RETURNING', 'SEMI', 'SHOW'],
  ...['SIMILAR', 'SUMMARIZE', 'SYMMETRIC', 'TRAILING', 'TRY_CAST', 'UNIQUE', 'UNPACK', 'VARIADIC', 'VERBOSE'],
]);

const TYPES: Readonly<Record<string, string>> = { TIMESTAMP: 'TIMESTAMPTZ', FLOAT64: 'DOUBLE', BYTES: 'BLOB' };

/** DuckDB knows these without parentheses only. */
function dropsCall(tokens: readonly Token[], index: number): boolean {
  const isClock = isWord(tokens[index], 'CURRENT_TIMESTAMP', 'CURRENT_DATE');
  return isClock && isSymbol(tokens[index + 1], '(') && isSymbol(tokens[index + 2], ')');
}
