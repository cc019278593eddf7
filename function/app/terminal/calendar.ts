import { formatCount } from '../format.ts';
import type { Gap, KnownDay, ProjectStatus } from '../status.ts';

const marks: Readonly<Record<KnownDay, string>> = {
  loaded: '█',
  pending: '?',
  absent: '○',
  refused: '!',
  missing: '·',
};

/** A line per month with a mark per day, and the gaps in words. */
export function formatStatus({ project, counts, gaps, days }: ProjectStatus): string {
  const known = Object.entries(counts).map(([status, count]) => `${count} ${status}`);
  const months = Map.groupBy(days, ({ view_date }) => view_date.slice(0, 7));
  const lines = [...months].map(([month, ofMonth]) => {
    const byDay = new Map(ofMonth.map(({ view_date, status }) => [Number(view_date.slice(8)), marks[status]]));
    const line = Array.from({ length: 31 }, (_, i) => byDay.get(i + 1) ?? ' ').join('');
    return `  ${month}  ${line.trimEnd()}`;
  });
  return [
    `${project}  ${days.at(0)?.view_date ?? ''} … ${days.at(-1)?.view_date ?? ''}  ${known.join(', ')}`,
    ...lines,
    ...(gaps.length === 0 ? ['  no gaps'] : ['  gaps:', ...gaps.map(gapLine)]),
    '',
  ].join('\n');
}

export const legend = `${Object.entries(marks)
  .map(([status, mark]) => `${mark} ${status}`)
  .join('  ')}\n`;

function gapLine({ status, start, end, days, reason }: Gap): string {
  const range = start === end ? start : `${start} … ${end}`;
  return `    ${range}  ${status}  ${formatCount(days, 'day')}${reason === null ? '' : `  ${reason}`}`;
}
