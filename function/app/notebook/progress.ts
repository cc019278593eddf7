import { randomUUID } from 'node:crypto';
import { messageOf, type WikitrendsError } from '../../core/errors.ts';
import type { IngestEvent } from '../../core/ingest.ts';
import type { DayReport, Ending } from '../../core/report.ts';
import { formatCount } from '../format.ts';
import { paceOf } from '../pace.ts';
import { dayLine, type Progress } from '../terminal/progress.ts';
import { summarise } from '../terminal/summary.ts';
import { escapeHtml, type Forms, preformatted, type Shown, shown } from './display.ts';

/** `Deno.jupyter`, as far as a run needs it: sends a message of Jupyter's protocol to whoever has the notebook open. */
export interface Jupyter {
  /** A promise by its documentation; what it really returns is none of our business. */
  broadcast(type: string, content: Readonly<Record<string, unknown>>): unknown;
}

/** How many of the latest remarks stay in sight. */
const remarksShown = 12;

/** Shows a run as one bar that fills up, below it what is remarkable, and in the end what became of it. */
export async function showRunIn(
  jupyter: Jupyter,
  now: () => Date,
  run: (progress: Pick<Progress, 'onEvent' | 'onRetry'>) => Promise<Ending>,
): Promise<Shown> {
  const startedMs = now().getTime();
  const remarks: string[] = [];
  const at = { todo: 0, read: 0 };
  const transient = { display_id: randomUUID() };
  const show = async (type: string, data: Forms) => jupyter.broadcast(type, { data, metadata: {}, transient });
  // One after the other, so that no older state is shown over a newer one.
  let sent = show('display_data', forms('planning …', at, []));

  function update(): void {
    const { rate, left } = paceOf({ ...at, elapsedMs: now().getTime() - startedMs });
    const words = `${at.read} of ${formatCount(at.todo, 'day')}, ${rate}, ${left} left`;
    const data = forms(words, at, remarks.slice(-remarksShown));
    sent = sent.then(() => show('update_display_data', data));
  }

  const ending = await run({
    onEvent(event: IngestEvent) {
      if (event.type === 'planned') at.todo = event.todo;
      if (event.type === 'read') at.read += 1;
      if (event.type === 'day' && isRemarkable(event.report)) remarks.push(dayLine(event.report));
      update();
    },
    onRetry(error: WikitrendsError, tries: number) {
      remarks.push(`try ${tries} failed, trying again: ${messageOf(error)}`);
      update();
    },
  }).finally(() => sent);
  return shown(preformatted(summarise(ending.report)));
}

function isRemarkable({ outcome, reason }: DayReport): boolean {
  return outcome !== 'loaded' || reason !== null;
}

function forms(words: string, at: { readonly todo: number; readonly read: number }, remarks: readonly string[]): Forms {
  const bar = `<progress value="${at.read}" max="${Math.max(1, at.todo)}" style="width:30em"></progress>`;
  const list = remarks.length === 0 ? '' : `<pre>${escapeHtml(remarks.join('\n'))}</pre>`;
  return { 'text/plain': [words, ...remarks].join('\n'), 'text/html': `${bar} ${escapeHtml(words)}${list}` };
}
