import type { Cell, QueryResult, Warehouse } from '../../function/core/warehouse.ts';
import { type TableName, tables } from '../../function/schema/tables.ts';

export type Row = Readonly<Record<string, Cell | undefined>>;

/** Every row of a table or view, in an order that only depends on its contents. */
export async function rowsOf(warehouse: Warehouse, relation: string): Promise<readonly Row[]> {
  return sorted(await warehouse.query(`SELECT * FROM {{dataset}}.${relation}`));
}

/** What differs from run to run even if nothing else does: its id and its times. */
const runColumns = new Set(['run_id', 'ingested_at', 'fetched_at']);

/** All three tables without what differs from run to run. */
export async function contentOf(warehouse: Warehouse): Promise<Readonly<Record<TableName, readonly Row[]>>> {
  const read = async (table: TableName): Promise<readonly Row[]> => {
    const names = Object.keys(tables[table].columns).filter((name) => !runColumns.has(name));
    return sorted(await warehouse.query(`SELECT ${names.join(', ')} FROM {{dataset}}.${table}`));
  };
  return {
    top_articles: await read('top_articles'),
    article_categories: await read('article_categories'),
    ingested_days: await read('ingested_days'),
  };
}

/** Here and not in SQL, where each engine has its own order of texts and nulls. */
function sorted({ columns, rows }: QueryResult): readonly Row[] {
  const inOrder = rows.toSorted((one, other) => compare(JSON.stringify(one), JSON.stringify(other)));
  return inOrder.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

export async function countOf(warehouse: Warehouse, relation: string, where = 'true'): Promise<number> {
  const { rows } = await warehouse.query(`SELECT COUNT(*) FROM {{dataset}}.${relation} WHERE ${where}`);
  return Number(rows[0]?.[0]);
}
