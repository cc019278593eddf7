import type { LanguageOptionsProto } from '@fivetrandevelopers/zetasql/lib/types/zetasql/LanguageOptionsProto.js';
import type { SimpleCatalogProto } from '@fivetrandevelopers/zetasql/lib/types/zetasql/SimpleCatalogProto.js';
import type { SimpleTableProto } from '@fivetrandevelopers/zetasql/lib/types/zetasql/SimpleTableProto.js';
import type { Table } from '../../../function/schema/column.ts';
import { bigQueryFunctions } from './functions.ts';
import { type GoogleSqlType, typeOf } from './type.ts';

export interface TypedColumn {
  readonly name: string;
  readonly type: GoogleSqlType;
}

/** The tables and views that a statement may read, by their names without the dataset. */
export type Relations = ReadonlyMap<string, readonly TypedColumn[]>;

export interface Dataset {
  readonly project: string;
  readonly name: string;
}

export function parseDataset(text: string): Dataset {
  const [, project, name] = /^(.+)\.(.+)$/.exec(text) ?? [];
  if (project === undefined || name === undefined) {
    throw new Error(`Cannot read the dataset "${text}": expected project.dataset`);
  }
  return { project, name };
}

export function columnsOf({ columns }: Table): readonly TypedColumn[] {
  return Object.entries(columns).map(([name, { type }]) => ({ name, type: typeOf(type) }));
}

/**
 * The relations under the paths by which BigQuery knows them: a quoted path counts as one name or as many. A query job
 * may leave out the project and, having a default dataset, the dataset; a view has to name both.
 */
export function catalogOf(
  relations: Relations,
  dataset: Dataset,
  reader: 'job' | 'view',
  languageOptions: LanguageOptionsProto,
): SimpleCatalogProto {
  const { project, name } = dataset;
  const named = (prefix: string) => [...relations].map(([table, columns]) => tableOf(`${prefix}${table}`, columns));
  const tables = named('');
  const isJob = reader === 'job';
  return {
    name: 'bigquery',
    builtinFunctionOptions: { languageOptions },
    customFunction: bigQueryFunctions,
    table: [...named(`${project}.${name}.`), ...(isJob ? [...named(`${name}.`), ...tables] : [])],
    catalog: [
      { name: `${project}.${name}`, table: tables },
      { name: project, table: named(`${name}.`), catalog: [{ name, table: tables }] },
      ...(isJob ? [{ name, table: tables }] : []),
    ],
  };
}

function tableOf(name: string, columns: readonly TypedColumn[]): SimpleTableProto {
  return { name, column: columns.map((column) => ({ name: column.name, type: column.type.proto })) };
}
