import type { IngestedDay } from '../schema/tables.ts';
import { type Day, parseDay } from './day.ts';
import { FailedError } from './errors.ts';
import { type Partition, type Project, parseProject, partitionKey } from './partition.ts';
import type { Warehouse } from './warehouse.ts';

export type DayStatus = 'loaded' | 'absent' | 'refused';

export interface LedgerEntry extends Partition {
  readonly status: DayStatus;
  readonly articles: number;
  readonly categories: number;
  readonly views: number;
  readonly reason: string | null;
}

/** The ledger's entries by partition. */
export type Ledger = ReadonlyMap<string, LedgerEntry>;

/** Reads the ledger of the days from `first` to `last`; without projects, of all of them. */
export async function readLedger(
  warehouse: Warehouse,
  range: { readonly first: Day; readonly last: Day; readonly projects?: readonly Project[] },
): Promise<Ledger> {
  const ofProjects = range.projects && `AND project IN (${range.projects.map((name) => `'${name}'`).join(', ')})`;
  const { rows } = await warehouse.query(`
    SELECT project, view_date, status, articles, categories, views, reason
    FROM {{dataset}}.ingested_days
    WHERE view_date BETWEEN DATE '${range.first}' AND DATE '${range.last}' ${ofProjects ?? ''}
    ORDER BY project, view_date`);
  const entries = rows.map(([project, view_date, status, articles, categories, views, reason]) =>
    toEntry({
      project: String(project),
      view_date: String(view_date),
      status: String(status),
      articles: Number(articles),
      categories: Number(categories),
      views: Number(views),
      reason: typeof reason === 'string' ? reason : null,
    }),
  );
  return new Map(entries.map((entry) => [partitionKey(entry), entry]));
}

export function toEntry(
  row: Pick<IngestedDay, 'project' | 'view_date' | 'status' | 'articles' | 'categories' | 'views' | 'reason'>,
): LedgerEntry {
  const { project, view_date, status, articles, categories, views, reason } = row;
  return {
    project: parseProject(project),
    day: parseDay(view_date),
    status: parseStatus(status),
    articles,
    categories,
    views,
    reason,
  };
}

function parseStatus(value: unknown): DayStatus {
  if (value === 'loaded' || value === 'absent' || value === 'refused') return value;
  throw new FailedError(`Cannot read the ledger: status "${value}" is none of loaded, absent, refused`);
}
