import { messageOf, type WikitrendsError } from '../../core/errors.ts';
import type { IngestEvent } from '../../core/ingest.ts';
import type { DayReport, Ending } from '../../core/report.ts';
import { formatCount } from '../format.ts';
import { paceOf } from '../pace.ts';
import { failedRecheckSentence, recheckSentence } from '../recheck-sentence.ts';
import { dayLine, type Progress } from '../terminal/progress.ts';
import { summarise } from '../terminal/summary.ts';
import { escapeHtml, type Forms, preformatted } from './display.ts';
import type { Place } from './jupyter.ts';

/** How many of the latest remarks stay in sight. */
const remarksShown = 12;

/** Shows a run as one bar that fills up, below it what is remarkable, and in the end what became of it. */
export async function showRunAt(
  place: Place,
  now: () => Date,
  run: (progress: Pick<Progress, 'onEvent' | 'onRetry'>) => Promise<Ending>,
): Promise<void> {
  const startedMs = now().getTime();
  const remarks: string[] = [];
  let [todo, read] = [0, 0];
  place.show(preformatted('planning …'));

  function update(ending?: Ending): void {
    const { rate, left } = paceOf({ todo, read, elapsedMs: now().getTime() - startedMs });
    const words = `${read} of ${formatCount(todo, 'day')}, ${rate}, ${left} left`;
    const talk = [...remarks.slice(-remarksShown), ...(ending ? ['', summarise(ending.report)] : [])].join('\n');
    place.show(withBar(read, todo, words, talk));
  }

  const ending = await run({
    onEvent(event: IngestEvent) {
      if (event.type === 'planned') todo = event.todo;
      if (event.type === 'read') read += 1;
      if (event.type === 'day' && isRemarkable(event.report)) remarks.push(dayLine(event.report));
      if (event.type === 'rechecked') remarks.push(recheckSentence(event));
      if (event.type === 'recheck failed') remarks.push(failedRecheckSentence(event));
      if (event.type !== 'day') update();
    },
    onRetry(error: WikitrendsError, tries: number) {
      remarks.push(`try ${tries} failed, trying again: ${messageOf(error)}`);
      update();
    },
  }).finally(place.sent);
  update(ending);
  await place.sent();
}

function isRemarkable({ outcome, reason }: DayReport): boolean {
  return outcome !== 'loaded' || reason !== null;
}

function withBar(read: number, todo: number, words: string, talk: string): Forms {
  const bar = `<progress value="${read}" max="${Math.max(1, todo)}" style="width:30em"></progress>`;
  return {
    'text/plain': `${words}\n${talk}`,
    'text/html': `${bar} ${escapeHtml(words)}${preformatted(talk)['text/html'] ?? ''}`,
  };
}
