import { type Day, daysFrom } from './day.ts';

/** Rankings come a day late at times; one that is missing this long after its day never came. */
const absentAfterDays = 7;

/** What a day without a ranking upstream is, asked on `today`. */
export function unpublished(day: Day, today: Day): 'pending' | 'absent' {
  return daysFrom(day, today) < absentAfterDays ? 'pending' : 'absent';
}
