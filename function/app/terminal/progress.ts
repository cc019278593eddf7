import { SingleBar } from 'cli-progress';
import { messageOf, type WikitrendsError } from '../../core/errors.ts';
import type { IngestEvent } from '../../core/ingest.ts';
import type { DayReport } from '../../core/report.ts';
import { formatCount, formatDuration, type Io } from './io.ts';

export interface Progress {
  onEvent(event: IngestEvent): void;
  onRetry(error: WikitrendsError, tries: number): void;
  stop(): void;
}

/** A bar on a terminal, plain lines elsewhere; both on stderr. */
export function showProgress({ err }: Io, now: () => Date): Progress {
  const bar = err.isTTY === true ? openBar(err) : null;
  const startedMs = now().getTime();
  let todo = 0;
  let read = 0;

  function say(line: string): void {
    // The bar draws itself again below the line.
    if (bar !== null) err.write('\r\u001b[K');
    err.write(`${line}\n`);
  }

  function pace(): { readonly rate: string; readonly left: string } {
    const elapsedMs = Math.max(1, now().getTime() - startedMs);
    const perSecond = (read * 1000) / elapsedMs;
    const left = read === 0 ? '…' : formatDuration(((todo - read) * elapsedMs) / read);
    return { rate: `${perSecond.toPrecision(2)} days/s`, left };
  }

  return {
    onEvent(event) {
      switch (event.type) {
        case 'planned':
          todo = event.todo;
          if (todo > 0) say(`${formatCount(todo, 'day')} to load, ${formatCount(event.settled, 'day')} already there`);
          bar?.start(todo, 0, pace());
          break;
        case 'read':
          read += 1;
          bar?.update(read, pace());
          break;
        case 'committed':
          if (bar === null && read < todo)
            say(`  ${read} of ${formatCount(todo, 'day')}, ${pace().rate}, ${pace().left} left`);
          break;
        case 'day':
          if (bar === null || event.report.outcome !== 'loaded') say(dayLine(event.report));
          break;
      }
    },
    onRetry(error, tries) {
      say(`  try ${tries} failed, trying again: ${messageOf(error)}`);
    },
    stop: () => bar?.stop(),
  };
}

/** `2026-09-02  pending   en.wikipedia has no ranking for 2026-09-02 yet; asked again on the next run` */
export function dayLine({ project, view_date, outcome, articles, categories, reason }: DayReport): string {
  const counts = `${formatCount(articles, 'article')}, ${formatCount(categories, 'category', 'categories')}`;
  const detail = outcome === 'loaded' ? `${project}  ${counts}${reason === null ? '' : `  (${reason})`}` : reason;
  return `${view_date}  ${outcome.padEnd(8)}  ${detail ?? project}`;
}

function openBar(stream: NodeJS.WritableStream): SingleBar {
  return new SingleBar({
    stream,
    format: '  {bar} {value}/{total} days · {rate} · {left} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
  });
}
