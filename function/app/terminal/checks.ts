import type { CheckResult, CheckRun, Violation } from '../checks.ts';
import { formatCount } from '../format.ts';

/** Nobody reads more at a time; JSON has all of them. */
const screenful = 20;

/** What the checks found: of each that found something so much as fits on a screen, and how much there is. */
export function formatChecks({ days, results }: CheckRun): string {
  const broken = results.filter(({ violations }) => violations.length > 0);
  if (broken.length === 0)
    return `${formatCount(results.length, 'check')} over ${formatCount(days, 'day')}: nothing found\n`;
  return broken.map(formatCheck).join('\n');
}

function formatCheck({ name, description, violations }: CheckResult): string {
  const more = violations.length - screenful;
  return [
    `${name}: ${formatCount(violations.length, 'violation')}`,
    `  ${description}`,
    ...violations.slice(0, screenful).map(formatViolation),
    ...(more > 0 ? [`    … and ${formatCount(more, 'more', 'more')}: --json prints them all`] : []),
    '',
  ].join('\n');
}

function formatViolation({ project, view_date, detail }: Violation): string {
  return `    ${(view_date ?? '').padEnd(10)}  ${project}  ${detail}`;
}
