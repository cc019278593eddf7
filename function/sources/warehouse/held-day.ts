import { FailedError } from '../../core/errors.ts';
import type { Partition } from '../../core/partition.ts';
import type { Batches, CategoriesOfArticle } from '../../core/source.ts';
import type { Cell, Warehouse } from '../../core/warehouse.ts';
import type { Column, RowOf } from '../../schema/column.ts';
import { type IngestedDay, type TableName, tables } from '../../schema/tables.ts';

/** A day as a warehouse holds it. */
export interface HeldDay {
  readonly ledger: IngestedDay;
  readonly batches: Batches;
}

/** Throws FailedError for a day that the ledger does not have, or has twice. */
export async function readHeldDay(warehouse: Warehouse, partition: Partition): Promise<HeldDay> {
  const entries = await readRows(warehouse, 'ingested_days', partition);
  const [ledger] = entries;
  if (ledger === undefined || entries.length > 1) {
    const { project, day } = partition;
    throw new FailedError(`The ledger of ${warehouse.name} has ${entries.length} rows for ${project} on ${day}`);
  }
  return {
    ledger,
    batches: {
      top_articles: await readRows(warehouse, 'top_articles', partition),
      article_categories: fold(await readRows(warehouse, 'article_categories', partition)),
    },
  };
}

type Row<Name extends TableName> = RowOf<(typeof tables)[Name]>;

async function readRows<Name extends TableName>(
  warehouse: Warehouse,
  table: Name,
  { project, day }: Partition,
): Promise<readonly Row<Name>[]> {
  const columns: readonly (readonly [string, Column])[] = Object.entries(tables[table].columns);
  // All there are: a file that an older version made lacks some that may be null.
  const { columns: found, rows } = await warehouse.query(`
    SELECT * FROM {{dataset}}.${table}
    WHERE project = '${project}' AND view_date = DATE '${day}'
    ORDER BY ${tables[table].key.join(', ')}`);
  return rows.map((row) => {
    const values = columns.map(([name, column]) => {
      const cell = row[found.indexOf(name)];
      return [name, checked(`${table}.${name}`, column, cell)] as const;
    });
    return Object.fromEntries(values) as Row<Name>;
  });
}

const typeOf = { DATE: 'string', STRING: 'string', TIMESTAMP: 'string', INT64: 'number', BOOL: 'boolean' } as const;

function checked(name: string, { type, nullable }: Column, value: Cell | undefined): Cell {
  if ((value ?? null) === null && nullable === true) return null;
  if (value !== undefined && typeof value === typeOf[type]) return value;
  throw new FailedError(`Cannot read ${name}: expected ${type}, found ${JSON.stringify(value)}`);
}

function fold(rows: readonly Row<'article_categories'>[]): readonly CategoriesOfArticle[] {
  const ofArticle = Map.groupBy(rows, ({ article, fetched_at }) => `${article}\n${fetched_at}`);
  return [...ofArticle.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { category, is_hidden, ...article } = first;
    const names = (hidden: boolean) => same.filter((row) => row.is_hidden === hidden).map((row) => row.category);
    return [{ ...article, visible: names(false), hidden: names(true) }];
  });
}
