import type { Settings } from '../../config.ts';
import { type Day, parseDay } from '../../core/day.ts';
import { UsageError } from '../../core/errors.ts';
import { type Project, parseProject } from '../../core/partition.ts';
import { queryWarehouse } from './query.ts';

export interface NewestDay {
  readonly project: Project;
  readonly day: Day;
}

/** The newest loaded day of the first wanted project that has one; where none has, of whichever has: a first look has a sample. */
export async function readNewestDay(settings: Settings, now: () => Date): Promise<NewestDay> {
  const rows = await queryWarehouse(
    settings,
    "SELECT project, MAX(view_date) AS day FROM ingested_days WHERE status = 'loaded' GROUP BY project ORDER BY project",
    now,
  );
  const held = rows.map(({ project, day }) => ({ project: parseProject(String(project)), day: parseDay(String(day)) }));
  const wanted = settings.projects.flatMap((project) => held.filter((newest) => newest.project === project));
  const [newest] = [...wanted, ...held];
  if (newest !== undefined) return newest;
  throw new UsageError('There is no day yet: load some with backfill.ipynb, or the made-up sample with "npm start"');
}
