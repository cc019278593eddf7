import type { Message } from './wire.ts';

/** What a notebook shows below a cell that has run. */
export interface Outcome {
  readonly code: string;
  /** What is shown, each by MIME type; what was updated in place counts once, as it is in the end. */
  readonly shown: readonly Readonly<Record<string, string>>[];
  /** How often something was updated in place. */
  readonly updates: number;
  /** What was printed. */
  readonly printed: string;
  /** `UsageError: …` where the cell failed. */
  readonly error: string | null;
}

export function outcomeOf(code: string, messages: readonly Message[]): Outcome {
  const shown = new Map<string, Readonly<Record<string, string>>>();
  let updates = 0;
  let printed = '';
  let error: string | null = null;
  for (const { id, type, content } of messages) {
    if (type === 'stream') printed += content.text;
    if (type === 'error') error = `${content.ename}: ${content.evalue}`;
    if (type === 'update_display_data') updates += 1;
    if (content.data !== undefined) shown.set(content.transient?.display_id ?? id, content.data);
  }
  return { code, shown: [...shown.values()], updates, printed, error };
}
