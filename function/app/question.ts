import { type Day, parseDay } from '../core/day.ts';
import { UsageError } from '../core/errors.ts';
import type { Project } from '../core/partition.ts';
import type { Relation } from './relation.ts';

/** What narrows a relation down, as it was typed. */
export interface Narrowing {
  readonly date?: string | undefined;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  /** Null for all. */
  readonly projects: readonly Project[] | null;
  readonly limit?: number | undefined;
}

export interface DayRange {
  readonly first: Day;
  readonly last: Day;
}

/** SQL, and the days that it is about where somebody has named some. */
export interface Question {
  readonly sql: string;
  readonly range: DayRange | null;
}

/** The question behind the name of a relation. Throws UsageError for what it does not take. */
export function toQuestion({ name, kind, order, isByDay }: Relation, narrowing: Narrowing): Question {
  const { projects, limit } = narrowing;
  const range = parseRange(narrowing);
  if (range !== null && !isByDay) throw new UsageError(`Cannot query ${name} by day: it has no view_date`);
  const conditions = [
    ...(range === null || kind === 'function' ? [] : [dayCondition(range)]),
    ...(projects === null ? [] : [`project IN (${projects.map((project) => `'${project}'`).join(', ')})`]),
  ];
  const sql = [
    `SELECT * FROM {{dataset}}.${name}${kind === 'function' ? parameters(name, range) : ''}`,
    ...(conditions.length > 0 ? [`WHERE ${conditions.join(' AND ')}`] : []),
    ...(order === null ? [] : [`ORDER BY ${order}`]),
    ...(limit === undefined ? [] : [`LIMIT ${limit}`]),
  ].join('\n');
  return { sql, range };
}

/** Whether anything is narrowed down. */
export function isNarrowed({ date, start, end, projects, limit }: Narrowing): boolean {
  return [date, start, end, limit].some((flag) => flag !== undefined) || projects !== null;
}

function parseRange({ date, start, end }: Narrowing): DayRange | null {
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

function dayCondition({ first, last }: DayRange): string {
  return first === last ? `view_date = DATE '${first}'` : `view_date BETWEEN DATE '${first}' AND DATE '${last}'`;
}

function parameters(name: string, range: DayRange | null): string {
  if (range === null) {
    throw new UsageError(`Cannot query ${name} without its range: expected --start and --end, or --date for one day`);
  }
  return `(DATE '${range.first}', DATE '${range.last}')`;
}
