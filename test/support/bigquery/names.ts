import { isSymbol, isWord, type Token } from './tokens.ts';

/**
 * The names that BigQuery gives to the columns a query leaves without one, `f0_`, `f1_` and so on, each by the token
 * behind which it belongs.
 */
export function columnNames(tokens: readonly Token[]): ReadonlyMap<number, string> {
  const after = new Map<number, string>();
  for (const { first, last } of selectList(tokens)) {
    if (!isNamed(tokens.slice(first, last + 1))) after.set(last, `f${after.size}_`);
  }
  return after;
}

interface Item {
  readonly first: number;
  readonly last: number;
}

/** The items of the outermost SELECT, the first one in a UNION. */
function selectList(tokens: readonly Token[]): readonly Item[] {
  const items: Item[] = [];
  let depth = 0;
  let first: number | undefined;
  for (let index = 0; index <= tokens.length; index += 1) {
    const token = tokens[index];
    if (isSymbol(token, '(') || isSymbol(token, '[')) depth += 1;
    if (isSymbol(token, ')') || isSymbol(token, ']')) depth -= 1;
    if (depth > 0) continue;
    if (first === undefined) {
      if (!isWord(token, 'SELECT')) continue;
      if (isWord(tokens[index + 1], 'DISTINCT', 'ALL')) index += 1;
      first = index + 1;
    } else if (token === undefined || isSymbol(token, ',') || isEnd(tokens, index)) {
      if (index > first) items.push({ first, last: index - 1 });
      first = index + 1;
      if (!isSymbol(token, ',')) break;
    }
  }
  return items;
}

function isEnd(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  // `* EXCEPT (…)` belongs to the item.
  if (isWord(token, 'EXCEPT')) return !isSymbol(tokens[index - 1], '*');
  if (isWord(token, 'FROM')) return !isWord(tokens[index - 1], 'DISTINCT');
  return isWord(token, 'WHERE', 'GROUP', 'HAVING', 'QUALIFY', 'WINDOW', 'ORDER', 'LIMIT', 'UNION', 'INTERSECT');
}

function isNamed(item: readonly Token[]): boolean {
  if (item.some((token, index) => isSymbol(token, '*') && isStar(item, index))) return true;
  const [beforeLast, last] = [item.at(-2), item.at(-1)];
  if (last === undefined || !isIdentifier(last)) return false;
  // A lone column, the last field of a path, a name after AS, or a name right after a value.
  if (beforeLast === undefined || isSymbol(beforeLast, '.') || isWord(beforeLast, 'AS')) return true;
  return isIdentifier(beforeLast) || isSymbol(beforeLast, ')') || isSymbol(beforeLast, ']') || isValue(beforeLast);
}

/** Of the columns, not of a product: nothing or a dot before it. */
function isStar(item: readonly Token[], index: number): boolean {
  return index === 0 || (isSymbol(item[index - 1], '.') && !item.slice(0, index).some((token) => isSymbol(token, '(')));
}

function isValue(token: Token): boolean {
  return ['text', 'bytes', 'number'].includes(token.kind) || isWord(token, 'NULL', 'TRUE', 'FALSE', 'END');
}

function isIdentifier(token: Token): boolean {
  return token.kind === 'quoted' || (token.kind === 'word' && !RESERVED.has(token.value));
}

/** The words that end or join an expression and so are no column's name. */
const RESERVED: ReadonlySet<string> = new Set([
  ...['ALL', 'AND', 'ANY', 'AS', 'BETWEEN', 'CASE', 'DISTINCT', 'ELSE', 'END', 'FALSE', 'FROM', 'IN', 'IS'],
  ...['LIKE', 'NOT', 'NULL', 'OR', 'OVER', 'THEN', 'TRUE', 'WHEN', 'CURRENT_DATE', 'CURRENT_TIMESTAMP'],
]);
