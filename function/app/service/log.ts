import { isWorthRetrying, messageOf, WikitrendsError } from '../../core/errors.ts';
import type { IngestEvent } from '../../core/ingest.ts';
import type { DayReport, Ending, Outcome } from '../../core/report.ts';
import { formatCount } from '../format.ts';
import { failedRecheckSentence, recheckSentence } from '../recheck-sentence.ts';

/** Cloud Logging's: https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity */
type Severity = 'INFO' | 'NOTICE' | 'WARNING' | 'ERROR';

export interface ServiceLog {
  onEvent(event: IngestEvent): void;
  onRetry(error: Error, tries: number): void;
  ended(ending: Ending): void;
  /** The caller asked for what cannot be right. */
  refused(error: Error): void;
  /** There was no run, or it ended without a report. */
  failed(error: unknown): void;
}

export interface LogContext {
  readonly runId: string;
  readonly write: (line: string) => void;
  /** `projects/<gcp project>/traces/<id>`: shows the lines of a request together; null outside of Google Cloud. */
  readonly trace: string | null;
}

const severityOf: Readonly<Record<Outcome, Severity>> = {
  loaded: 'INFO',
  already_loaded: 'INFO',
  pending: 'NOTICE',
  absent: 'WARNING',
  refused: 'ERROR',
  // The run may yet say that trying again helps: what ends it says how bad it is.
  failed: 'WARNING',
};

/** Logs a run as JSON lines, the way Cloud Logging reads them: https://docs.cloud.google.com/logging/docs/structured-logging */
export function openLog({ runId, write, trace }: LogContext): ServiceLog {
  function log(severity: Severity, message: string, more: Readonly<Record<string, unknown>>): void {
    const entry = {
      severity,
      message,
      ...(trace && { 'logging.googleapis.com/trace': trace }),
      run_id: runId,
      ...more,
    };
    write(`${JSON.stringify(entry)}\n`);
  }

  return {
    onEvent(event) {
      if (event.type === 'planned') {
        log('INFO', `${formatCount(event.todo, 'day')} to load, ${formatCount(event.settled, 'day')} already there`, {
          event: 'planned',
          todo: event.todo,
          settled: event.settled,
        });
      }
      if (event.type === 'committed')
        log('INFO', `${formatCount(event.days, 'day')} committed`, { event: 'committed', days: event.days });
      if (event.type === 'day') {
        // A remarkable day is loaded, and somebody should look at it.
        const isRemarkable = event.report.outcome === 'loaded' && event.report.reason !== null;
        const severity = isRemarkable ? 'WARNING' : severityOf[event.report.outcome];
        log(severity, sentenceFor(event.report), { event: 'day', ...event.report });
      }
      if (event.type === 'rechecked') {
        const { project, view_date, outcome } = event;
        const more = { event: 'rechecked', project, view_date, outcome };
        log(outcome === 'same' ? 'INFO' : 'WARNING', recheckSentence(event), more);
      }
      if (event.type === 'recheck failed') log('NOTICE', failedRecheckSentence(event), { event: 'recheck_failed' });
    },
    onRetry(error, tries) {
      log('INFO', `${error.message}; try ${tries + 1} follows`, { event: 'retry', tries });
    },
    ended({ report, verdict }) {
      const { days, started_at, finished_at, ...figures } = report;
      const counts = Object.fromEntries(
        Object.keys(severityOf).map((outcome) => [outcome, days.filter((day) => day.outcome === outcome).length]),
      );
      const duration_ms = Date.parse(finished_at) - Date.parse(started_at);
      const severity = { done: 'INFO', later: 'NOTICE', failed: 'ERROR' } as const;
      log(
        severity[verdict],
        `run ${verdict}: ${formatCount(counts.loaded ?? 0, 'day')} loaded, ${report.remaining} remaining`,
        {
          event: 'run',
          verdict,
          ...figures,
          days: counts,
          duration_ms,
        },
      );
    },
    refused(error) {
      log('WARNING', error.message, { event: 'refused' });
    },
    failed(error) {
      const isPassing = isWorthRetrying(error);
      // What nobody here knows is a bug: its stack goes to Error Reporting.
      const more = error instanceof Error && !(error instanceof WikitrendsError) ? { stack_trace: error.stack } : {};
      log(isPassing ? 'NOTICE' : 'ERROR', messageOf(error), { event: 'error', ...more });
    },
  };
}

function sentenceFor({ project, view_date, outcome, articles, categories, reason }: DayReport): string {
  const what = outcome === 'loaded' ? `${articles} articles, ${categories} categories` : '';
  return [`${view_date} ${project} ${outcome}`, what, reason ?? ''].filter((part) => part !== '').join(': ');
}
