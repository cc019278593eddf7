import { MultiBar, type SingleBar } from 'cli-progress';
import { messageOf, type WikitrendsError } from '../../core/errors.ts';
import type { IngestEvent } from '../../core/ingest.ts';
import type { DayReport } from '../../core/report.ts';
import { formatCount } from '../format.ts';
import { paceOf } from '../pace.ts';
import { failedRecheckSentence, recheckSentence } from '../recheck-sentence.ts';
import type { Io } from './io.ts';

export interface Progress {
  onEvent(event: IngestEvent): void;
  onRetry(error: WikitrendsError, tries: number): void;
  stop(): void;
}

/** A bar on a terminal, plain lines elsewhere; both on stderr. */
export function showProgress({ err }: Io, now: () => Date): Progress {
  const bars = err.isTTY === true ? openBars(err) : null;
  let bar: SingleBar | null = null;
  const startedMs = now().getTime();
  let todo = 0;
  let read = 0;

  function say(line: string): void {
    if (bars !== null && bar !== null) bars.log(`${line}\n`);
    else err.write(`${line}\n`);
  }

  const pace = () => paceOf({ todo, read, elapsedMs: now().getTime() - startedMs });

  return {
    onEvent(event) {
      switch (event.type) {
        case 'planned':
          todo = event.todo;
          if (todo > 0) say(`${formatCount(todo, 'day')} to load, ${formatCount(event.settled, 'day')} already there`);
          if (todo > 0) bar = bars?.create(todo, 0, pace()) ?? null;
          break;
        case 'read':
          read += 1;
          bar?.update(read, pace());
          break;
        case 'committed':
          if (bars === null && read < todo)
            say(`  ${read} of ${formatCount(todo, 'day')}, ${pace().rate}, ${pace().left} left`);
          break;
        case 'day':
          if (bars === null || event.report.outcome !== 'loaded' || event.report.reason !== null)
            say(dayLine(event.report));
          break;
        case 'rechecked':
          if (event.outcome !== 'same') say(`WARNING: ${recheckSentence(event)}`);
          break;
        case 'recheck failed':
          say(failedRecheckSentence(event));
          break;
      }
    },
    onRetry(error, tries) {
      say(`  try ${tries} failed, trying again: ${messageOf(error)}`);
    },
    stop: () => bars?.stop(),
  };
}

/** `2026-09-02  pending   en.wikipedia has no ranking for 2026-09-02 yet; asked again on the next run` */
export function dayLine({ project, view_date, outcome, articles, categories, reason }: DayReport): string {
  const counts = `${formatCount(articles, 'article')}, ${formatCount(categories, 'category', 'categories')}`;
  const what = outcome === 'loaded' ? `${counts}${reason === null ? '' : `  (WARNING: ${reason})`}` : (reason ?? '');
  // Most reasons name the wiki in their sentence.
  return `${view_date}  ${outcome.padEnd(8)}  ${what.includes(project) ? what : `${project}  ${what}`}`;
}

function openBars(stream: NodeJS.WritableStream): MultiBar {
  return new MultiBar({
    stream,
    format: '  {bar} {value}/{total} days · {rate} · {left} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    linewrap: true,
    clearOnComplete: true,
  });
}
