import { type Day, parseDay } from '../core/day.ts';
import { UsageError } from '../core/errors.ts';
import type { Project } from '../core/partition.ts';
import { views } from '../schema/views.ts';
import { readTableFunctions } from '../sql/table-functions.ts';

/** What narrows a view or table function down, as it was typed. */
export interface Narrowing {
  readonly date?: string | undefined;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  /** Null for all. */
  readonly projects: readonly Project[] | null;
  readonly limit?: number | undefined;
}

interface Range {
  readonly first: Day;
  readonly last: Day;
}

/** What a person reads first, where that is not the order of its first columns. */
const orders: Readonly<Record<string, string>> = {
  daily_top: 'view_date DESC, project, rank',
  trending: 'view_date DESC, project, multiple_min DESC, views DESC',
  category_trends: 'view_date DESC, project, views DESC, category',
  suspects: 'view_date DESC, project, views DESC',
  page_days: 'view_date DESC, project, views DESC, article_rank',
  range_top: 'project, rank',
};

const functionNames: readonly string[] = readTableFunctions().map(({ name }) => name);

/** The statement behind the name of a table, view or table function. Throws UsageError for what it does not take. */
export function toQuestion(name: string, narrowing: Narrowing): string {
  const { projects, limit } = narrowing;
  const range = parseRange(narrowing);
  const isFunction = functionNames.includes(name);
  const conditions = [
    ...(range === null || isFunction ? [] : [dayCondition(name, range)]),
    ...(projects === null ? [] : [`project IN (${projects.map((project) => `'${project}'`).join(', ')})`]),
  ];
  return [
    `SELECT * FROM {{dataset}}.${name}${isFunction ? parameters(name, range) : ''}`,
    ...(conditions.length > 0 ? [`WHERE ${conditions.join(' AND ')}`] : []),
    ...(orders[name] === undefined ? [] : [`ORDER BY ${orders[name]}`]),
    ...(limit === undefined ? [] : [`LIMIT ${limit}`]),
  ].join('\n');
}

/** Whether anything is narrowed down. */
export function isNarrowed({ date, start, end, projects, limit }: Narrowing): boolean {
  return [date, start, end, limit].some((flag) => flag !== undefined) || projects !== null;
}

function parseRange({ date, start, end }: Narrowing): Range | null {
  if (date !== undefined) {
    if (start !== undefined || end !== undefined) {
      throw new UsageError('Cannot take --date together with --start or --end: expected one day or one range');
    }
    const day = parseDay(date);
    return { first: day, last: day };
  }
  if (start === undefined && end === undefined) return null;
  if (start === undefined || end === undefined) {
    throw new UsageError(`Cannot tell the range: --${start === undefined ? 'start' : 'end'} is missing`);
  }
  const range = { first: parseDay(start), last: parseDay(end) };
  if (range.first > range.last) {
    throw new UsageError(`Cannot query ${range.first} to ${range.last}: the range ends before it begins`);
  }
  return range;
}

function dayCondition(name: string, { first, last }: Range): string {
  const columns = Object.entries(views).find(([view]) => view === name)?.[1];
  if (columns !== undefined && !('view_date' in columns)) {
    throw new UsageError(`Cannot query ${name} by day: it has no view_date`);
  }
  return first === last ? `view_date = DATE '${first}'` : `view_date BETWEEN DATE '${first}' AND DATE '${last}'`;
}

function parameters(name: string, range: Range | null): string {
  if (range === null) {
    throw new UsageError(`Cannot query ${name} without its range: expected --start and --end, or --date for one day`);
  }
  return `(DATE '${range.first}', DATE '${range.last}')`;
}
