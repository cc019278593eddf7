import type { DuckDBConnection } from '@duckdb/node-api';
import type { CategoriesOfArticle } from '../../core/source.ts';
import type { DayCommit } from '../../core/warehouse.ts';
import { tableNames, tables } from '../../schema/tables.ts';
import { appendRows, type Row } from './append.ts';
import { dataset } from './dataset.ts';

type Run = (sql: string) => Promise<unknown>;

const { view_date, project, article, fetched_at, category } = tables.article_categories.columns;

/** Categories on their way in, names as JSON: DuckDB unfolds them faster than rows can be handed to it. */
const folded = {
  table: 'folded_categories',
  columns: { view_date, project, article, fetched_at, visible: category, hidden: category },
};

/** Replaces the days in one transaction. */
export async function commitDays(connection: DuckDBConnection, run: Run, given: readonly DayCommit[]): Promise<void> {
  const days = await withoutKept(connection, given);
  if (days.length === 0) return;
  try {
    // Two scripts instead of a dozen statements: each wait ends behind whatever else the process is doing by then.
    await run(['BEGIN TRANSACTION', ...deletions(days), createFolded()].join(';\n'));
    const articles = days.flatMap(({ batches }) => batches.top_articles);
    await appendRows(connection, { table: 'top_articles', ...tables.top_articles }, articles);
    const categories = days.flatMap(({ batches }) => batches.article_categories);
    await appendRows(connection, folded, categories.map(fold));
    // In the same transaction as the rows: a crash leaves the day missing, and the next run loads it.
    const ledger = days.map((day) => day.ledger);
    await appendRows(connection, { table: 'ingested_days', ...tables.ingested_days }, ledger);
    await run([unfolding(), `DROP TABLE ${folded.table}`, 'COMMIT'].join(';\n'));
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** The lack of a day replaces no loaded one. Nobody else writes to the file meanwhile. */
async function withoutKept(connection: DuckDBConnection, days: readonly DayCommit[]): Promise<readonly DayCommit[]> {
  const others = days.filter(({ ledger }) => ledger.status !== 'loaded');
  if (others.length === 0) return days;
  const dates = others.map(({ ledger }) => `DATE '${ledger.view_date}'`).join(', ');
  const result = await connection.runAndReadAll(`SELECT project, CAST(view_date AS VARCHAR)
    FROM ${dataset}.ingested_days WHERE status = 'loaded' AND view_date IN (${dates})`);
  const kept = new Set(result.getRows().map(String));
  return days.filter(({ ledger }) => ledger.status === 'loaded' || !kept.has(`${ledger.project},${ledger.view_date}`));
}

function deletions(days: readonly DayCommit[]): readonly string[] {
  return [...Map.groupBy(days, ({ ledger }) => ledger.project)].flatMap(([project, ofProject]) => {
    const list = ofProject.map(({ ledger }) => `DATE '${ledger.view_date}'`).toSorted();
    // The bounds let DuckDB skip what was written long before or after.
    const condition = `project = '${project}'
      AND view_date BETWEEN ${list.at(0)} AND ${list.at(-1)} AND view_date IN (${list.join(', ')})`;
    return tableNames.map((table) => `DELETE FROM ${dataset}.${table} WHERE ${condition}`);
  });
}

function createFolded(): string {
  const columns = Object.entries(folded.columns).map(([name, { type }]) => `${name} ${type}`);
  return `CREATE OR REPLACE TEMP TABLE ${folded.table} (${columns.join(', ')})`;
}

function unfolding(): string {
  const unfold = (names: string, isHidden: boolean) => `
    SELECT view_date, project, article, unnest(from_json(${names}, '["VARCHAR"]')), ${isHidden}, fetched_at
    FROM ${folded.table}`;
  return `INSERT INTO ${dataset}.article_categories (view_date, project, article, category, is_hidden, fetched_at)
    ${unfold('visible', false)} UNION ALL ${unfold('hidden', true)}`;
}

function fold({ visible, hidden, ...article }: CategoriesOfArticle): Row {
  return { ...article, visible: toJson(visible), hidden: toJson(hidden) };
}

/** Half a surrogate pair is no text, in DuckDB's JSON either. */
function toJson(names: readonly string[]): string {
  return JSON.stringify(names.map((name) => name.toWellFormed()));
}
