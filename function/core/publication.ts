import { addDays, type Day } from './day.ts';

/** Rankings come a day late at times; one that is missing this long after its day never came. */
const absentAfterDays = 7;

/** The newest day of which nothing more is expected upstream on `today`. */
export function finalDay(today: Day): Day {
  return addDays(today, -absentAfterDays);
}

/** What a day without a ranking upstream is, asked on `today`. */
export function unpublished(day: Day, today: Day): 'pending' | 'absent' {
  return day > finalDay(today) ? 'pending' : 'absent';
}
