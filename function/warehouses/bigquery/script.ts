import type { DayCommit } from '../../core/warehouse.ts';
import { type TableName, tableNames, tables } from '../../schema/tables.ts';
import { literal } from './literal.ts';

/** The tables that are loaded in bulk; the ledger travels in the script. */
export type StagedTable = Exclude<TableName, 'ingested_days'>;

/** Where a table's new rows wait, as the script names it. */
export type StagingTables = Readonly<Partial<Record<StagedTable, string>>>;

/**
 * The script that replaces the days in one transaction: data and ledger together, so that a crash leaves the days
 * missing and the next run loads them. `path` gives a table's full name; without staging tables there are no rows.
 */
export function commitScript(
  days: readonly DayCommit[],
  staging: StagingTables,
  path: (table: string) => string,
): string {
  const condition = conditionFor(days);
  return [
    'BEGIN TRANSACTION',
    ...tableNames.map((table) => `DELETE FROM ${path(table)} WHERE ${condition}`),
    ...Object.entries(tables).flatMap(([table, { columns }]) => {
      const staged = Object.entries(staging).find(([name]) => name === table)?.[1];
      const names = Object.keys(columns).join(', ');
      return staged === undefined ? [] : [`INSERT INTO ${path(table)} (${names}) SELECT ${names} FROM ${path(staged)}`];
    }),
    ledgerInsert(days, path('ingested_days')),
    'COMMIT TRANSACTION',
  ]
    .map((statement) => `${statement};\n`)
    .join('');
}

/** Bounded by the first and the last day, so that BigQuery touches no other partition. */
function conditionFor(days: readonly DayCommit[]): string {
  const dates = (list: readonly DayCommit[]) => list.map(({ ledger }) => literal('DATE', ledger.view_date)).toSorted();
  const all = dates(days);
  const ofProjects = [...Map.groupBy(days, ({ ledger }) => ledger.project)].map(
    ([project, ofProject]) =>
      `project = ${literal('STRING', project)} AND view_date IN (${dates(ofProject).join(', ')})`,
  );
  return `view_date BETWEEN ${all.at(0)} AND ${all.at(-1)} AND (${ofProjects.join(' OR ')})`;
}

function ledgerInsert(days: readonly DayCommit[], table: string): string {
  const columns = Object.entries(tables.ingested_days.columns);
  const rows = days.map(({ ledger }) => {
    const values: Readonly<Record<string, string | number | null>> = { ...ledger };
    return `(${columns.map(([name, { type }]) => literal(type, values[name] ?? null)).join(', ')})`;
  });
  return `INSERT INTO ${table} (${columns.map(([name]) => name).join(', ')}) VALUES\n${rows.join(',\n')}`;
}
