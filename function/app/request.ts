import type { Settings } from '../config.ts';
import { addDays, type Day, firstRankedDay, parseDay } from '../core/day.ts';
import { UsageError } from '../core/errors.ts';
import { type Partition, partitionsOf } from '../core/partition.ts';

/** What a caller asks for, as the command line and HTTP give it. */
export interface RunParameters {
  readonly date?: string | undefined;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly force?: boolean | undefined;
}

/** The days a run is about, the newest first. */
export interface RunRequest {
  readonly partitions: readonly Partition[];
  readonly force: boolean;
  /** A scheduled run reports only the days it acted on. */
  readonly isScheduled: boolean;
}

/** Without a date or range: everything from the first day the warehouse should hold to yesterday. Throws UsageError. */
export function parseRunRequest(parameters: RunParameters, settings: Settings, today: Day): RunRequest {
  const { date, start, end, force = false } = parameters;
  if (date !== undefined && (start !== undefined || end !== undefined)) {
    throw new UsageError('Cannot take a date together with a start or end: expected one day or one range');
  }
  const days = (first: Day, last: Day, isScheduled = false): RunRequest => ({
    partitions: partitionsOf(settings.projects, first, last),
    force,
    isScheduled,
  });
  if (date !== undefined) {
    const day = parseLoadableDay(date, today);
    return days(day, day);
  }
  if (start === undefined && end === undefined && settings.since > today) {
    throw new UsageError(
      `Cannot load anything: WIKITRENDS_SINCE=${settings.since} lies in the future, today is ${today}`,
    );
  }
  if (start === undefined && end === undefined) return days(settings.since, addDays(today, -1), true);
  if (start === undefined || end === undefined) {
    throw new UsageError(`Cannot tell the range: ${start === undefined ? 'start' : 'end'} is missing`);
  }
  const [first, last] = [parseLoadableDay(start, today), parseLoadableDay(end, today)];
  if (first > last) throw new UsageError(`Cannot load ${first} to ${last}: the range ends before it begins`);
  // "To today" means every day there can be: today itself is not over.
  return days(first, last === today && first < today ? addDays(today, -1) : last);
}

function parseLoadableDay(text: string, today: Day): Day {
  const day = parseDay(text);
  if (day < firstRankedDay) throw new UsageError(`Cannot load ${day}: the rankings begin on ${firstRankedDay}`);
  if (day > today) throw new UsageError(`Cannot load ${day}: it lies in the future, today is ${today} (UTC)`);
  return day;
}
