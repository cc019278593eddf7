import type { Outcome, Report } from '../../core/report.ts';
import { formatCount, formatDuration } from '../format.ts';

const outcomes: readonly Outcome[] = ['loaded', 'already_loaded', 'pending', 'absent', 'refused', 'failed'];

/** What a run did, in a few lines for a person. */
export function summarise(report: Report): string {
  const counts = outcomes.flatMap((outcome) => {
    const days = report.days.filter((day) => day.outcome === outcome).length;
    return days === 0 ? [] : [`${formatCount(days, 'day')} ${outcome.replace('_', ' ')}`];
  });
  const { top_articles, article_categories } = report.rows;
  const tookMs = Date.parse(report.finished_at) - Date.parse(report.started_at);
  const lines = [
    counts.join(', ') || (report.complete ? 'nothing to do: every day is there' : 'no day read'),
    `${formatCount(top_articles, 'page')} and ${formatCount(article_categories, 'category row')} written`,
    `${formatCount(report.requests, 'request')} in ${formatDuration(tookMs)}`,
    ...(report.remaining > 0
      ? [`${formatCount(report.remaining, 'day')} remaining: the same command goes on from here`]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}
