import type { DayCommit, DayRecheck } from '../../core/warehouse.ts';
import { type TableName, tableNames, tables } from '../../schema/tables.ts';
import { literal } from './literal.ts';

/** The tables that are loaded in bulk; the ledger travels in the script. */
export type StagedTable = Exclude<TableName, 'ingested_days'>;
export const stagedTables: readonly StagedTable[] = ['top_articles', 'article_categories'];

/** Where a table's new rows wait. */
export type StagingTables = Readonly<Partial<Record<StagedTable, string>>>;

/** A table's full name in SQL. */
export type Path = (table: string) => string;

/**
 * One row that every commit updates. Transactions conflict where they change the same rows, and two that load a missing
 * day at once would change none: both would insert it. https://docs.cloud.google.com/bigquery/docs/transactions
 */
const lock = 'commit_lock';

/**
 * The script that replaces the days in one transaction: data and ledger together, so that a crash leaves the days missing
 * and the next run loads them. Without staging tables there are no rows.
 */
export function commitScript(days: readonly DayCommit[], staging: StagingTables, path: Path): string {
  const loaded = days.filter(({ ledger }) => ledger.status === 'loaded');
  const others = days.filter(({ ledger }) => ledger.status !== 'loaded');
  return transaction(
    [
      ...(loaded.length > 0 ? replaceDays(loaded, staging, path) : []),
      ...(others.length > 0 ? recordUnlessLoaded(others, path('ingested_days')) : []),
    ],
    path,
  );
}

/** The script that records a recheck, unless another run has replaced the day meanwhile. */
export function recheckScript(recheck: DayRecheck, path: Path): string {
  const checkedAt = literal('TIMESTAMP', recheck.checked_at);
  const changedAt = recheck.hasChanged ? `COALESCE(changed_at, ${checkedAt})` : literal('TIMESTAMP', null);
  return transaction(
    [
      `UPDATE ${path('ingested_days')} SET checked_at = ${checkedAt}, changed_at = ${changedAt}
WHERE ${entryOf(recheck)}`,
    ],
    path,
  );
}

/** A row where the recheck is recorded, none where it is not. */
export function recordedSql(recheck: DayRecheck, path: Path): string {
  const checkedAt = literal('TIMESTAMP', recheck.checked_at);
  return `SELECT view_date FROM ${path('ingested_days')} WHERE ${entryOf(recheck)} AND checked_at = ${checkedAt}`;
}

function entryOf({ view_date, project, run_id }: DayRecheck): string {
  return `view_date = ${literal('DATE', view_date)} AND project = ${literal('STRING', project)}
AND run_id = ${literal('STRING', run_id)} AND status = 'loaded'`;
}

function transaction(statements: readonly string[], path: Path): string {
  const all = [
    `CREATE TABLE IF NOT EXISTS ${path(lock)} AS SELECT 1 AS turn`,
    'BEGIN TRANSACTION',
    // Of two at once, one is cancelled here, and comes again when the other is done.
    `UPDATE ${path(lock)} SET turn = 1 WHERE TRUE`,
    ...statements,
    'COMMIT TRANSACTION',
  ];
  return all.map((statement) => `${statement};\n`).join('');
}

function replaceDays(days: readonly DayCommit[], staging: StagingTables, path: Path): readonly string[] {
  const inserts = stagedTables.flatMap((table) => {
    const staged = staging[table];
    const names = namesOf(table);
    return staged === undefined ? [] : [`INSERT INTO ${path(table)} (${names}) SELECT ${names} FROM ${path(staged)}`];
  });
  const rows = days.map((day) => `(${ledgerValues(day).join(', ')})`);
  return [
    ...tableNames.map((table) => `DELETE FROM ${path(table)} WHERE ${conditionFor(days)}`),
    ...inserts,
    `INSERT INTO ${path('ingested_days')} (${namesOf('ingested_days')}) VALUES\n${rows.join(',\n')}`,
  ];
}

/** For days without data: another run may have loaded them meanwhile, and the lack of a day replaces none. */
function recordUnlessLoaded(days: readonly DayCommit[], ledger: string): readonly string[] {
  const names = namesOf('ingested_days');
  return [
    `DELETE FROM ${ledger} WHERE ${conditionFor(days)} AND status != 'loaded'`,
    ...days.map((day) => {
      const { project, view_date } = day.ledger;
      const held = `view_date = ${literal('DATE', view_date)} AND project = ${literal('STRING', project)}`;
      return `INSERT INTO ${ledger} (${names}) SELECT ${ledgerValues(day).join(', ')} FROM (SELECT 1 AS one)
WHERE NOT EXISTS (SELECT 1 FROM ${ledger} WHERE ${held})`;
    }),
  ];
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

function namesOf(table: TableName): string {
  return Object.keys(tables[table].columns).join(', ');
}

function ledgerValues({ ledger }: DayCommit): readonly string[] {
  const values: Readonly<Record<string, string | number | null>> = { ...ledger };
  return Object.entries(tables.ingested_days.columns).map(([name, { type }]) => literal(type, values[name] ?? null));
}
