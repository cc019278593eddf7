import type { Project } from '../core/partition.ts';
import type { Warehouse } from '../core/warehouse.ts';
import { readChecks } from '../sql/checks.ts';
import { sampleProject } from './start.ts';

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

/** Runs every check over the projects; without any, over all that the warehouse holds but the made-up sample. */
export async function runChecks(warehouse: Warehouse, projects: readonly Project[] | null): Promise<CheckRun> {
  const wanted =
    projects === null
      ? `project != '${sampleProject}'`
      : `project IN (${projects.map((project) => `'${project}'`).join(', ')})`;
  const { rows: counted } = await warehouse.query(`SELECT COUNT(*) FROM {{dataset}}.ingested_days WHERE ${wanted}`);
  const results: CheckResult[] = [];
  for (const { name, description, sql } of readChecks()) {
    const { rows } = await warehouse.query(`
      SELECT project, view_date, detail
      FROM (${sql}) AS violations
      WHERE ${wanted}
      ORDER BY project, view_date, detail`);
    const violations = rows.map(([project, view_date, detail]) => ({
      project: String(project),
      view_date: typeof view_date === 'string' ? view_date : null,
      detail: String(detail),
    }));
    results.push({ name, description, violations });
  }
  return { days: Number(counted[0]?.[0]), results };
}
