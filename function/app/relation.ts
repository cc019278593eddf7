import { tableFunctions } from '../schema/table-functions.ts';
import { tables } from '../schema/tables.ts';
import { views } from '../schema/views.ts';

/** A table, view or table function, as it is asked for by name. */
export interface Relation {
  readonly name: string;
  readonly kind: 'table' | 'view' | 'function';
  /** What a person reads first; a table is not put in order. */
  readonly order: string | null;
  /** Whether it can be narrowed down by day. */
  readonly isByDay: boolean;
}

type Ordered = keyof typeof views | keyof typeof tableFunctions;

const orders: Readonly<Record<Ordered, string>> = {
  daily_top: 'view_date DESC, project, rank',
  trending: 'view_date DESC, project, multiple_min DESC, views DESC, page_id',
  category_trends: 'view_date DESC, project, views DESC, category',
  suspects: 'view_date DESC, project, days_in_a_row DESC, views DESC, page_id',
  listed_pages: 'view_date DESC, project, views DESC, article_rank',
  page_days: 'view_date DESC, project, views DESC, article_rank',
  observed_days: 'view_date DESC, project',
  wiki_data_normal: 'view_date DESC, project, rank, article, is_hidden, category',
  data_health: 'project, month DESC',
  range_top: 'project, rank',
};

const orderOf: ReadonlyMap<string, string> = new Map(Object.entries(orders));

/** All that can be asked for by name. */
export const relations: readonly Relation[] = [
  ...Object.entries(tables).map(([name, { columns }]) => relation(name, 'table', columns)),
  ...Object.entries(views).map(([name, columns]) => relation(name, 'view', columns)),
  ...Object.entries(tableFunctions).map(([name, { parameters }]) => relation(name, 'function', parameters)),
];

/** A function takes its days as parameters. */
function relation(name: string, kind: Relation['kind'], columns: object): Relation {
  return { name, kind, order: orderOf.get(name) ?? null, isByDay: kind === 'function' || 'view_date' in columns };
}
