/*
 * Cloud Logging's query language, as far as the filters of the stack use it: comparisons of a path with a word, a
 * number or a quoted text by =, !=, <, <=, >, >= and : (has), and log_id("…"), joined by AND, OR, NOT and parentheses.
 * What it does not know it refuses: lists of values, other functions, regular expressions, AND left out, quoted paths.
 * https://docs.cloud.google.com/logging/docs/view/logging-query-language
 */
import { at } from './stack.ts';

/** An entry as Cloud Logging keeps it. */
export interface LogEntry {
  /** The end of its name. */
  readonly logId: string;
  readonly severity: string;
  readonly resource: { readonly type: string; readonly labels: Readonly<Record<string, string>> };
  /** What a program wrote; requests have none. */
  readonly jsonPayload?: Readonly<Record<string, unknown>>;
}

type Predicate = (entry: LogEntry) => boolean;

const severities = ['DEFAULT', 'DEBUG', 'INFO', 'NOTICE', 'WARNING', 'ERROR', 'CRITICAL', 'ALERT', 'EMERGENCY'];

/** Whether entries match a filter; throws for a filter that Cloud Logging, or this file, does not understand. */
export function parseLogQuery(filter: string): Predicate {
  const tokens = [...filter.matchAll(/"(?:[^"\\]|\\.)*"|[()]|<=|>=|!=|[=<>:]|[\w.[\]-]+|\S/g)].map(([token]) => token);
  let next = 0;

  const take = (): string => {
    const token = tokens[next];
    if (token === undefined) throw new Error(`The filter ends too early: ${filter}`);
    next += 1;
    return token;
  };
  const isNext = (word: string): boolean => {
    if (tokens[next] !== word) return false;
    next += 1;
    return true;
  };

  // Unlike in most languages OR binds more tightly than AND.
  function conjunction(): Predicate {
    const parts = [disjunction()];
    while (isNext('AND')) parts.push(disjunction());
    return (entry) => parts.every((part) => part(entry));
  }

  function disjunction(): Predicate {
    const parts = [negation()];
    while (isNext('OR')) parts.push(negation());
    return (entry) => parts.some((part) => part(entry));
  }

  function negation(): Predicate {
    if (isNext('NOT')) {
      const part = negation();
      return (entry) => !part(entry);
    }
    if (!isNext('(')) return comparison();
    const inner = conjunction();
    if (!isNext(')')) throw new Error(`Expected ) instead of ${tokens[next]} in ${filter}`);
    return inner;
  }

  function logId(): Predicate {
    const [opening, id, closing] = [take(), take(), take()];
    if (opening !== '(' || !id.startsWith('"') || closing !== ')') throw new Error(`Cannot read log_id in ${filter}`);
    return (entry) => entry.logId === JSON.parse(id);
  }

  function comparison(): Predicate {
    if (isNext('log_id')) return logId();
    const [path, operator, word] = [take(), take(), take()];
    const wanted = word.startsWith('"') ? String(JSON.parse(word)) : word;
    const compare = comparisons[operator];
    if (!/^[a-z][\w.]*$/i.test(path) || compare === undefined || /^[()=<>:!]/.test(word)) {
      throw new Error(`Cannot read ${path} ${operator} ${word} in ${filter}`);
    }
    return (entry) => {
      const found = at(entry, path);
      return found !== undefined && compare(orderOf(path, found), orderOf(path, wanted));
    };
  }

  const predicate = conjunction();
  if (next < tokens.length) throw new Error(`Expected AND or OR instead of ${tokens[next]} in ${filter}`);
  return predicate;
}

type Comparable = string | number;

const comparisons: Readonly<Record<string, (found: Comparable, wanted: Comparable) => boolean>> = {
  '=': (found, wanted) => found === wanted,
  '!=': (found, wanted) => found !== wanted,
  '<': (found, wanted) => found < wanted,
  '<=': (found, wanted) => found <= wanted,
  '>': (found, wanted) => found > wanted,
  '>=': (found, wanted) => found >= wanted,
  ':': (found, wanted) => String(found).toLowerCase().includes(String(wanted).toLowerCase()),
};

/** Severities have an order, numbers are compared as such, texts without regard to case. */
function orderOf(path: string, value: unknown): Comparable {
  if (path === 'severity') return severities.indexOf(String(value));
  const number = Number(value);
  return typeof value === 'number' || (String(value).trim() !== '' && !Number.isNaN(number))
    ? number
    : String(value).toLowerCase();
}
