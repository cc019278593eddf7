import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Forms } from './display.ts';

/** `Deno.jupyter`, as far as it is needed here: sends a message of Jupyter's protocol to whoever has the notebook open. */
export interface Jupyter {
  broadcast(type: string, content: Readonly<Record<string, unknown>>): unknown;
}

/** A place below the cell that runs. */
export interface Place {
  /** Shows this instead of what was there. */
  show(forms: Forms): void;
  /** Resolves when all of it is on its way, so that the cell may end. */
  sent(): Promise<void>;
}

/**
 * Deno sends from a queue. What is still in there when the cell ends arrives after the news that it has ended, and then
 * Jupyter no longer waits for it. The value of a cell often shares that fate (30 % on a busy machine), which is why no
 * cell relies on it. A turn of the event loop before the end is enough: with it none of 2,000 came late.
 */
const queueMs = 20;

export function openPlace(jupyter: Jupyter): Place {
  const transient = { display_id: randomUUID() };
  let type = 'display_data';
  return {
    show(data) {
      jupyter.broadcast(type, { data, metadata: {}, transient });
      type = 'update_display_data';
    },
    sent: () => setTimeout(queueMs),
  };
}
