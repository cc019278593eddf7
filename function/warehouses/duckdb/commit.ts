import type { DuckDBConnection } from '@duckdb/node-api';
import type { CategoriesOfArticle } from '../../core/source.ts';
import type { DayCommit } from '../../core/warehouse.ts';
import type { ColumnType } from '../../schema/column.ts';
import { tableNames, tables } from '../../schema/tables.ts';
import { appendRows, type Row } from './append.ts';
import { dataset } from './dataset.ts';

type Run = (sql: string) => Promise<unknown>;

/** Categories on their way in, names as JSON: DuckDB unfolds them faster than rows can be handed to it. */
const folded = {
  table: 'folded_categories',
  columns: {
    view_date: { type: 'DATE' },
    project: { type: 'STRING' },
    article: { type: 'STRING' },
    fetched_at: { type: 'TIMESTAMP' },
    visible: { type: 'STRING' },
    hidden: { type: 'STRING' },
  },
} as const satisfies {
  readonly table: string;
  readonly columns: Readonly<Record<string, { readonly type: ColumnType }>>;
};

/** Replaces the days inside a transaction that the caller began and will commit. */
export async function replaceDays(connection: DuckDBConnection, run: Run, days: readonly DayCommit[]): Promise<void> {
  await deleteDays(run, days);
  const articles = days.flatMap(({ batches }) => batches.top_articles);
  await appendRows(connection, { table: 'top_articles', ...tables.top_articles }, articles);
  const categories = days.flatMap(({ batches }) => batches.article_categories);
  await appendCategories(connection, run, categories);
  // In the same transaction as the rows: a crash leaves the day missing, and the next run loads it.
  const ledger = days.map((day) => day.ledger);
  await appendRows(connection, { table: 'ingested_days', ...tables.ingested_days }, ledger);
}

async function deleteDays(run: Run, days: readonly DayCommit[]): Promise<void> {
  for (const [project, ofProject] of Map.groupBy(days, ({ ledger }) => ledger.project)) {
    const dates = ofProject.map(({ ledger }) => ledger.view_date).toSorted();
    const list = dates.map((date) => `DATE '${date}'`);
    for (const table of tableNames) {
      // The bounds let DuckDB skip what was written long before or after.
      await run(`DELETE FROM ${dataset}.${table} WHERE project = '${project}'
        AND view_date BETWEEN ${list.at(0)} AND ${list.at(-1)} AND view_date IN (${list.join(', ')})`);
    }
  }
}

async function appendCategories(
  connection: DuckDBConnection,
  run: Run,
  categories: readonly CategoriesOfArticle[],
): Promise<void> {
  const columns = Object.entries(folded.columns).map(([name, { type }]) => `${name} ${type}`);
  await run(`CREATE OR REPLACE TEMP TABLE ${folded.table} (${columns.join(', ')})`);
  await appendRows(connection, folded, categories.map(fold));
  const unfold = (names: string, isHidden: boolean) => `
    SELECT view_date, project, article, unnest(from_json(${names}, '["VARCHAR"]')), ${isHidden}, fetched_at
    FROM ${folded.table}`;
  await run(`INSERT INTO ${dataset}.article_categories (view_date, project, article, category, is_hidden, fetched_at)
    ${unfold('visible', false)} UNION ALL ${unfold('hidden', true)}`);
  await run(`DROP TABLE ${folded.table}`);
}

function fold({ visible, hidden, ...article }: CategoriesOfArticle): Row {
  return { ...article, visible: JSON.stringify(visible), hidden: JSON.stringify(hidden) };
}
