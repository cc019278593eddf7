import type { Project } from '../core/partition.ts';
import { exceptSample } from '../core/sample.ts';
import type { Warehouse } from '../core/warehouse.ts';
import { readChecks } from '../sql/checks.ts';
import type { Gap, ProjectStatus } from './status.ts';

export interface Violation {
  readonly project: string;
  /** Null where there is no day that it is about. */
  readonly view_date: string | null;
  readonly detail: string;
}

export interface CheckRun {
  /** Entries of the ledger that were looked at. */
  readonly days: number;
  readonly results: readonly CheckResult[];
}

export interface CheckResult {
  readonly name: string;
  readonly description: string;
  readonly violations: readonly Violation[];
}

/** The checks of what should be loaded: nobody waits for days of a project that is not wanted. */
const ofWanted: readonly string[] = ['gaps', 'stale'];

/**
 * Runs every check over the projects of the calendar, the wanted ones and others that are held. For gaps the calendar
 * itself is asked: the query of that name sees the ledger alone, and so nothing of what should be there before its first
 * day, nor of a project that it knows nothing of.
 */
export async function runChecks(
  warehouse: Warehouse,
  calendar: readonly ProjectStatus[],
  wanted: readonly Project[],
): Promise<CheckRun> {
  const held = calendar.filter((status) => heldDays(status) > 0).map(({ project }) => project);
  const asked = [...new Set([...wanted, ...exceptSample(held)])];
  const results: CheckResult[] = [];
  for (const { name, description, sql } of readChecks()) {
    const violations =
      name === 'gaps'
        ? calendar.filter(({ project }) => wanted.includes(project)).flatMap(lackOf)
        : await violationsOf(warehouse, sql, ofWanted.includes(name) ? wanted : asked);
    results.push({ name, description, violations });
  }
  const ofAsked = calendar.filter(({ project }) => asked.includes(project));
  return { days: ofAsked.reduce((days, status) => days + heldDays(status), 0), results };
}

function heldDays({ counts: { loaded, absent, refused } }: ProjectStatus): number {
  return loaded + absent + refused;
}

/** What a wanted project lacks: days that should be there by now, or all of them. */
function lackOf({ project, counts, gaps }: ProjectStatus): readonly Violation[] {
  const due = gaps.filter(({ status }) => status === 'missing' || status === 'refused');
  const violations = due.map((gap) => ({ project, view_date: gap.start, detail: gapDetail(gap) }));
  return counts.loaded > 0 ? violations : [{ project, view_date: null, detail: 'no day is loaded' }, ...violations];
}

function gapDetail({ status, end, days, reason }: Gap): string {
  return `${status} up to ${end} (days: ${days})${reason === null ? '' : `: ${reason}`}`;
}

async function violationsOf(
  warehouse: Warehouse,
  sql: string,
  projects: readonly Project[],
): Promise<readonly Violation[]> {
  const { rows } = await warehouse.query(`
    SELECT project, view_date, detail
    FROM (${sql}) AS violations
    WHERE project IN (${projects.map((project) => `'${project}'`).join(', ')})
    ORDER BY project, view_date, detail`);
  return rows.map(([project, view_date, detail]) => ({
    project: String(project),
    view_date: typeof view_date === 'string' ? view_date : null,
    detail: String(detail),
  }));
}
