import { fileURLToPath } from 'node:url';
import { readCalendar } from './app/notebook/calendar.ts';
import { formsOf } from './app/notebook/display.ts';
import { type Jupyter, openPlace } from './app/notebook/jupyter.ts';
import { readNewestDay } from './app/notebook/newest-day.ts';
import { firstOf, queryWarehouse } from './app/notebook/query.ts';
import { fillGaps, pushDays } from './app/notebook/run.ts';
import { settingsIn } from './app/notebook/settings.ts';
import { sqlText } from './app/notebook/text.ts';
import type { RunParameters } from './app/request.ts';
import type { Settings } from './config.ts';
import type { Environment } from './core/variables.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const now = () => new Date();

/** What the cells of a notebook call: the same program as the command line, for `Deno.jupyter`. */
export function openNotebook(jupyter: Jupyter) {
  return {
    /** The settings of the environment, and those given here before them. */
    configure: (given: Environment = {}) => settingsIn(folder, { ...process.env, ...given }),

    /** Shows a value, or what it is a promise of, below the cell. */
    async show(value: unknown): Promise<void> {
      const place = openPlace(jupyter);
      place.show(formsOf(await value));
      await place.sent();
    },

    /** The calendar of each project, and its gaps. */
    calendar: (settings: Settings) => readCalendar(settings, now),

    /** Loads the missing days of a range, or all of them, for so many minutes, and shows how it goes. */
    fill: (settings: Settings, what: RunParameters & { readonly minutes: number }) =>
      interruptible((signal) => fillGaps(settings, what, { jupyter, now, signal })),

    /** Brings the days of a DuckDB file to BigQuery, and shows how it goes. */
    push: (from: Settings, to: Settings) => interruptible((signal) => pushDays(from, to, { jupyter, now, signal })),

    /** Asks the warehouse one question. */
    query: (settings: Settings, sql: string) => queryWarehouse(settings, sql, now),

    /** The first row of an answer. */
    first: firstOf,

    /** The newest loaded day, and its wiki. */
    newestDay: (settings: Settings) => readNewestDay(settings, now),

    /** A text as SQL, whatever quotes are in it. */
    text: sqlText,
  };
}

/** Jupyter interrupts with the signal of Ctrl-C, which would end the kernel: here it ends the run, and keeps what is read. */
async function interruptible(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  process.once('SIGINT', abort);
  try {
    await run(stop.signal);
  } finally {
    process.off('SIGINT', abort);
  }
}
