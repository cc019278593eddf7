/** BigQuery's names for the types; DuckDB accepts each of them as it stands (TIMESTAMP is UTC there). */
export type ColumnType = 'DATE' | 'STRING' | 'INT64' | 'BOOL' | 'TIMESTAMP';

/** What a view may compute beyond that. */
export type ResultType = ColumnType | 'FLOAT64';

export interface Column<Type extends string = ColumnType> {
  readonly type: Type;
  /** Says what the value is, in which unit, and where it comes from. */
  readonly description: string;
  readonly nullable?: true;
}

export type Columns<Type extends string = ColumnType> = Readonly<Record<string, Column<Type>>>;

export interface Table {
  readonly description: string;
  readonly columns: Columns;
  /** The columns that tell its rows apart. */
  readonly key: readonly string[];
  readonly partitionedBy?: string;
  readonly clusteredBy?: readonly string[];
}

/** DATE is `YYYY-MM-DD`; TIMESTAMP is ISO 8601 in UTC. */
interface ValueOf {
  DATE: string;
  STRING: string;
  INT64: number;
  BOOL: boolean;
  TIMESTAMP: string;
}

/** The row type of a table. */
export type RowOf<T extends Table> = {
  readonly [Name in keyof T['columns']]: T['columns'][Name] extends { readonly nullable: true }
    ? ValueOf[T['columns'][Name]['type']] | null
    : ValueOf[T['columns'][Name]['type']];
};
