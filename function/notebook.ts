import { fileURLToPath } from 'node:url';
import { showCalendar } from './app/notebook/calendar.ts';
import { fillGaps, pushDays } from './app/notebook/load.ts';
import type { Jupyter } from './app/notebook/progress.ts';
import { queryWarehouse } from './app/notebook/query.ts';
import { settingsIn } from './app/notebook/settings.ts';
import type { RunParameters } from './app/request.ts';
import type { Environment, Settings } from './config.ts';

/** What a notebook calls: the same program as the command line, shown as a notebook shows things. */

const folder = fileURLToPath(new URL('..', import.meta.url));
const now = () => new Date();

/** The settings of the environment, and those given here before them. */
export const configure = (given: Environment = {}) => settingsIn(folder, { ...process.env, ...given });

/** The calendar of each project, and its gaps. */
export const calendar = (settings: Settings) => showCalendar(settings, now);

/** Loads the missing days of a range, or all of them, for so many minutes; called again, it goes on. */
export const fill = (settings: Settings, what: RunParameters & { readonly minutes: number }, jupyter: Jupyter) =>
  fillGaps(settings, what, jupyter, now);

/** Brings the days of a DuckDB file to BigQuery. */
export const push = (from: Settings, to: Settings, jupyter: Jupyter) => pushDays(from, to, jupyter, now);

/** Asks the warehouse one question. */
export const query = (settings: Settings, sql: string) => queryWarehouse(settings, sql, now);
