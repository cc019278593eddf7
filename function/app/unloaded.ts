import { daysFrom } from '../core/day.ts';
import { type Project, parseProject } from '../core/partition.ts';
import { exceptSample } from '../core/sample.ts';
import type { Warehouse } from '../core/warehouse.ts';
import type { DayRange } from './question.ts';

/** Whom a question is about. */
export interface Asked {
  readonly range: DayRange;
  /** Those that were named; null for all that the warehouse holds. */
  readonly projects: readonly Project[] | null;
  /** Those that should be there, where it holds none. */
  readonly wanted: readonly Project[];
}

/**
 * A sentence on the days of a question that are not loaded, or null where all are: an answer without rows, or over fewer
 * days, does not look different from one about days of which there is nothing to say.
 */
export async function readUnloaded(warehouse: Warehouse, { range, projects, wanted }: Asked): Promise<string | null> {
  const loaded = await readLoadedDays(warehouse, range);
  const held = exceptSample([...loaded.keys()]);
  const asked = projects ?? (held.length > 0 ? held : wanted);
  return sentenceOn(range, new Map(asked.map((project) => [project, loaded.get(project) ?? 0])));
}

/** Of every project in the ledger, how many days of the range are loaded. */
async function readLoadedDays(warehouse: Warehouse, { first, last }: DayRange): Promise<ReadonlyMap<Project, number>> {
  const { rows } = await warehouse.query(`
    SELECT project, COUNTIF(status = 'loaded' AND view_date BETWEEN DATE '${first}' AND DATE '${last}') AS days
    FROM {{dataset}}.ingested_days
    GROUP BY project
    ORDER BY project`);
  return new Map(rows.map(([project, days]) => [parseProject(String(project)), Number(days)]));
}

function sentenceOn({ first, last }: DayRange, loaded: ReadonlyMap<Project, number>): string | null {
  const days = daysFrom(first, last) + 1;
  const lacking = [...loaded].filter(([, held]) => held < days);
  if (lacking.length === 0) return null;
  // Who asks about one project knows which.
  const of = (project: Project) => (loaded.size === 1 ? '' : ` for ${project}`);
  const parts = lacking.map(([project, held]) =>
    days === 1 ? `${first} is not loaded${of(project)}` : `${days - held} of ${days} days are not loaded${of(project)}`,
  );
  return `${parts.join(', ')}: see wikitrends status`;
}
