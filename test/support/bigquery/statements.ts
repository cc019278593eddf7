import { invalidQuery } from './errors.ts';
import { isSymbol, isWord, syntaxError, type Token, textOf, tokenize } from './tokens.ts';

/** One statement of a script, as far as it is told from the others. */
export interface Statement {
  readonly action: Action;
  readonly tokens: readonly Token[];
  /** As it is written, without comments. */
  readonly text: string;
  /** Where it begins, as `[line:column]`. */
  readonly at: string;
}

export type Action =
  | { readonly type: 'BEGIN_TRANSACTION' | 'COMMIT_TRANSACTION' | 'ROLLBACK_TRANSACTION' | 'SELECT' }
  | { readonly type: ChangeType; readonly target: number }
  | { readonly type: 'DROP_TABLE' | 'DROP_VIEW'; readonly target: number; readonly ifExists: boolean }
  | {
      readonly type: 'CREATE_TABLE_AS_SELECT' | 'CREATE_VIEW';
      readonly target: number;
      readonly isTemporary: boolean;
      readonly ifThere: 'fail' | 'keep' | 'replace';
    };

export type ChangeType = 'INSERT' | 'UPDATE' | 'DELETE' | 'MERGE' | 'TRUNCATE_TABLE';

/** @throws {JobError} for what is no statement of GoogleSQL, or none that is covered. */
export function parseScript(sql: string): readonly [Statement, ...Statement[]] {
  const statements: Statement[] = [];
  let tokens: Token[] = [];
  for (const token of [...tokenize(sql), undefined]) {
    if (token !== undefined && !isSymbol(token, ';')) tokens.push(token);
    else if (tokens.length > 0) {
      statements.push(parseStatement(tokens));
      tokens = [];
    }
  }
  const [first, ...others] = statements;
  if (first === undefined) throw syntaxError('Unexpected end of statement', '[1:1]');
  return [first, ...others];
}

function parseStatement(tokens: readonly Token[]): Statement {
  refuseForeignSyntax(tokens);
  return { action: actionOf(tokens), tokens, text: textOf(tokens), at: tokens[0]?.at ?? '[1:1]' };
}

function actionOf(tokens: readonly Token[]): Action {
  const [first, second] = tokens;
  if (isWord(first, 'SELECT') || isSymbol(first, '(')) return { type: 'SELECT' };
  if (isWord(first, 'WITH') && leadsToSelect(tokens)) return { type: 'SELECT' };
  if (isWord(first, 'INSERT')) return { type: 'INSERT', target: isWord(second, 'INTO') ? 2 : 1 };
  if (isWord(first, 'UPDATE')) return { type: 'UPDATE', target: 1 };
  if (isWord(first, 'DELETE')) return { type: 'DELETE', target: isWord(second, 'FROM') ? 2 : 1 };
  if (isWord(first, 'MERGE')) return { type: 'MERGE', target: isWord(second, 'INTO') ? 2 : 1 };
  if (isWord(first, 'TRUNCATE') && isWord(second, 'TABLE')) return { type: 'TRUNCATE_TABLE', target: 2 };
  if (isWord(first, 'DROP')) return dropOf(tokens);
  if (isWord(first, 'CREATE')) return creationOf(tokens);
  return transactionOf(tokens);
}

function transactionOf(tokens: readonly Token[]): Action {
  const [first, second] = tokens;
  const type = TRANSACTION_WORDS[first?.kind === 'word' ? first.value : ''];
  if (first === undefined || type === undefined) throw unexpected(first);
  if (tokens.length === 1 || (tokens.length === 2 && isWord(second, 'TRANSACTION'))) return { type };
  // `BEGIN` without a semicolon opens a block of statements.
  throw unexpected(second);
}

const TRANSACTION_WORDS: Readonly<Record<string, 'BEGIN_TRANSACTION' | 'COMMIT_TRANSACTION' | 'ROLLBACK_TRANSACTION'>> =
  { BEGIN: 'BEGIN_TRANSACTION', COMMIT: 'COMMIT_TRANSACTION', ROLLBACK: 'ROLLBACK_TRANSACTION' };

function dropOf(tokens: readonly Token[]): Action {
  const [, what, next] = tokens;
  if (!isWord(what, 'TABLE', 'VIEW')) throw unexpected(what);
  const ifExists = isWord(next, 'IF') && isWord(tokens[3], 'EXISTS');
  return { type: isWord(what, 'TABLE') ? 'DROP_TABLE' : 'DROP_VIEW', target: ifExists ? 4 : 2, ifExists };
}

function creationOf(tokens: readonly Token[]): Action {
  let next = 1;
  const replaces = isWord(tokens[next], 'OR') && isWord(tokens[next + 1], 'REPLACE');
  if (replaces) next += 2;
  const isTemporary = isWord(tokens[next], 'TEMP', 'TEMPORARY');
  if (isTemporary) next += 1;
  const what = tokens[next];
  if (!isWord(what, 'TABLE', 'VIEW') || (isTemporary && isWord(what, 'VIEW'))) throw unexpected(what);
  next += 1;
  const keeps = isWord(tokens[next], 'IF') && isWord(tokens[next + 1], 'NOT') && isWord(tokens[next + 2], 'EXISTS');
  if (keeps) next += 3;
  return {
    type: isWord(what, 'TABLE') ? 'CREATE_TABLE_AS_SELECT' : 'CREATE_VIEW',
    target: next,
    isTemporary,
    ifThere: replaces ? 'replace' : keeps ? 'keep' : 'fail',
  };
}

function leadsToSelect(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (const token of tokens) {
    if (isSymbol(token, '(')) depth += 1;
    else if (isSymbol(token, ')')) depth -= 1;
    else if (depth === 0 && isWord(token, 'SELECT')) return true;
    else if (depth === 0 && isWord(token, 'INSERT', 'UPDATE', 'DELETE', 'MERGE')) return false;
  }
  // The SELECT may be in parentheses.
  return isSymbol(tokens.at(-1), ')');
}

/** What DuckDB would understand and BigQuery does not. */
function refuseForeignSyntax(tokens: readonly Token[]): void {
  for (const [index, token] of tokens.entries()) {
    const [last, beforeLast] = [tokens[index - 1], tokens[index - 2]];
    if (isWord(token, 'ALL') && isWord(last, 'BY') && isWord(beforeLast, 'ORDER')) throw unexpected(token);
    if (isWord(token, 'FROM') && (isSymbol(last, '(') || isWord(last, 'ALL'))) throw unexpected(token);
    if (isWord(last, 'UNION') && !isWord(token, 'ALL', 'DISTINCT')) {
      throw syntaxError(`Expected keyword ALL or keyword DISTINCT but got "${token.source}"`, token.at);
    }
    if (isSymbol(token, '@')) throw invalidQuery(`Query parameters are not covered by the stand-in, at ${token.at}`);
    if (isSymbol(token, '?')) throw invalidQuery(`Query parameters are not covered by the stand-in, at ${token.at}`);
  }
}

function unexpected(token: Token | undefined): Error {
  return token === undefined
    ? syntaxError('Unexpected end of statement', '[1:1]')
    : syntaxError(
        `Unexpected ${token.kind === 'word' ? 'keyword or identifier ' : ''}"${token.source}", or a statement that the stand-in does not cover,`,
        token.at,
      );
}
