import { CronExpressionParser, type CronFieldCollection } from 'cron-parser';
import { messageOf, UsageError } from '../function/core/errors.ts';

const example = 'five fields of unix-cron, such as 0 7 * * * for every day at 7 in the morning, UTC';

/**
 * A schedule that starts a run every day, or more often: nothing may have succeeded for 26 hours otherwise, and that is
 * an alert. https://docs.cloud.google.com/scheduler/docs/configuring/cron-job-schedules
 */
export function parseSchedule(text: string): string {
  // The parser knows more dialects than Cloud Scheduler does.
  if (!/^\S+( \S+){4}$/.test(text) || /[LW#?H@]/.test(text.replaceAll(/[A-Z]{3}/gi, ''))) {
    throw new UsageError(`expected ${example}`);
  }
  if (!isOnEveryDay(readFields(text))) throw new UsageError(`leaves out days; expected ${example}`);
  return text;
}

function readFields(text: string): CronFieldCollection {
  try {
    return CronExpressionParser.parse(text).fields;
  } catch (error) {
    throw new UsageError(`${messageOf(error)}; expected ${example}`);
  }
}

function isOnEveryDay({ dayOfMonth, month, dayOfWeek }: CronFieldCollection): boolean {
  // Sunday is 0 and 7.
  const daysOfWeek = new Set([...dayOfWeek.values].map((day) => Number(day) % 7));
  return dayOfMonth.values.length === 31 && month.values.length === 12 && daysOfWeek.size === 7;
}
