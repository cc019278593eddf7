import { createHash } from 'node:crypto';
import { type Day, parseDay } from '../core/day.ts';
import { UnavailableError } from '../core/errors.ts';
import { type Project, parseProject } from '../core/partition.ts';
import { sampleProject } from '../core/sample.ts';
import type { Cell } from '../core/warehouse.ts';
import { type Row, rowsOf } from './rows.ts';
import type { WarehouseReader } from './warehouse-reader.ts';

/** What the ledger holds, in few words. */
export interface Holdings {
  /** Another one whenever the ledger is another one, or the file that it is in. */
  readonly version: string;
  /** By name, the made-up sample behind all that is real: the first one is the one meant where none is named. */
  readonly projects: readonly HeldProject[];
}

export interface HeldProject {
  readonly project: Project;
  /** The first day in the ledger. */
  readonly first_day: Day;
  /** The newest loaded day; null without one. */
  readonly newest_day: Day | null;
  readonly days_loaded: number;
}

const summary = `
  SELECT
    project,
    MIN(view_date) AS first_day,
    MAX(CASE WHEN status = 'loaded' THEN view_date END) AS newest_day,
    COUNTIF(status = 'loaded') AS days_loaded,
    COUNT(*) AS days,
    SUM(views) AS views,
    SUM(categories) AS categories,
    SUM(UNIX_MILLIS(ingested_at)) AS ingested_at,
    SUM(UNIX_MILLIS(checked_at)) AS checked_at,
    SUM(UNIX_MILLIS(changed_at)) AS changed_at
  FROM {{dataset}}.ingested_days
  GROUP BY project
  ORDER BY project`;

/** What the ledger holds, read again and again. */
export interface Ledger {
  /** As it was at most so long ago; while the warehouse is out of reach, what was known before is known still. */
  known(): Promise<Holdings>;
  /** As it is. */
  current(): Promise<Holdings>;
}

/** Asks the warehouse at most every so many milliseconds for what is known. */
export function watchLedger(
  warehouse: WarehouseReader,
  { now, everyMs }: { readonly now: () => Date; readonly everyMs: number },
): Ledger {
  let latest: { readonly holdings: Holdings; readonly stamp: string | null } | null = null;
  let reading: Promise<Holdings> | null = null;
  let next: Promise<Holdings> | null = null;
  let readAt = Number.NEGATIVE_INFINITY;

  async function read(): Promise<Holdings> {
    // Before the question: what is written meanwhile shows the next time.
    const stamp = await warehouse.stamp();
    if (latest === null || stamp === null || stamp !== latest.stamp) {
      latest = { holdings: toHoldings(rowsOf(await warehouse.query(summary)), stamp), stamp };
    }
    readAt = now().getTime();
    return latest.holdings;
  }

  /** One question at a time: whoever comes during one, which may be too old, shares the next. */
  function current(): Promise<Holdings> {
    if (reading === null) {
      reading = read().finally(() => {
        reading = null;
      });
      return reading;
    }
    next ??= reading.then(startNext, startNext);
    return next;
  }

  function startNext(): Promise<Holdings> {
    next = null;
    return current();
  }

  async function currentOrLatest(): Promise<Holdings> {
    try {
      return await (reading ?? current());
    } catch (error) {
      // Known to hold nothing may mean that its first days are being loaded.
      if (latest === null || latest.holdings.projects.length === 0 || !(error instanceof UnavailableError)) throw error;
      readAt = now().getTime();
      return latest.holdings;
    }
  }

  return {
    async known() {
      if (latest !== null && now().getTime() - readAt < everyMs) return latest.holdings;
      return currentOrLatest();
    },
    current,
  };
}

function toHoldings(rows: readonly Row[], stamp: string | null): Holdings {
  const [sample, real] = [rows.filter(isSample), rows.filter((row) => !isSample(row))];
  return {
    version: createHash('sha256')
      .update(JSON.stringify([rows, stamp]))
      .digest('hex'),
    projects: [...real, ...sample].map(({ project, first_day, newest_day, days_loaded }) => ({
      project: parseProject(String(project)),
      first_day: parseDay(String(first_day)),
      newest_day: dayOrNull(newest_day),
      days_loaded: Number(days_loaded),
    })),
  };
}

function isSample({ project }: Row): boolean {
  return project === sampleProject;
}

function dayOrNull(cell: Cell | undefined): Day | null {
  return typeof cell === 'string' ? parseDay(cell) : null;
}
