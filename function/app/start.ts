import { fileURLToPath } from 'node:url';
import { openFolderArchive } from '../archive/folder.ts';
import type { Settings } from '../config.ts';
import type { Archive } from '../core/archive.ts';
import { addDays, type Day } from '../core/day.ts';
import { FailedError } from '../core/errors.ts';
import { sampleProject } from '../core/sample.ts';
import type { QueryResult, Warehouse } from '../core/warehouse.ts';
import { listKeptDays } from '../sources/top-articles/kept.ts';
import type { RunParameters } from './request.ts';

/** A first look: the last seven days, or those of the bundled sample where nobody has said who is asking. */
export interface FirstLook {
  readonly settings: Settings;
  readonly parameters: RunParameters;
  /** The bundled sample, to be read instead of the network; null where somebody has said who is asking. */
  readonly sample: Archive | null;
}

const days = 7;

const sampleTop = 100;
const sampleFolder = fileURLToPath(new URL('../sample/', import.meta.url));

export async function planFirstLook(settings: Settings, today: Day): Promise<FirstLook> {
  // What is made up gets into no shared warehouse.
  if (settings.contact !== null || settings.warehouse.kind !== 'duckdb') {
    const parameters = { start: addDays(today, -days), end: addDays(today, -1) };
    return { settings, parameters, sample: null };
  }
  const sample = await openFolderArchive(sampleFolder, 'read');
  const kept = await listKeptDays(sample, sampleProject);
  const end = kept.at(-1);
  if (end === undefined) throw new FailedError(`The bundled sample is not there: expected days in ${sampleFolder}`);
  return {
    settings: {
      ...settings,
      projects: [sampleProject],
      top: Math.min(settings.top, sampleTop),
    },
    parameters: { start: addDays(end, 1 - days), end },
    sample,
  };
}

/** The newest loaded day's first ten articles, project by project. */
export async function readNewestTop(warehouse: Warehouse, { projects }: Settings): Promise<QueryResult> {
  return warehouse.query(`
    SELECT project, view_date, article_rank AS rank, page_title AS article, views, category_count AS categories
    FROM {{dataset}}.top_articles AS listed
    WHERE project IN (${projects.map((project) => `'${project}'`).join(', ')})
      AND view_date = (
        SELECT MAX(view_date) FROM {{dataset}}.ingested_days AS day
        WHERE day.project = listed.project AND day.status = 'loaded')
      AND article_rank <= 10
    ORDER BY project, article_rank`);
}
