import type { LanguageOptionsProto } from '@fivetrandevelopers/zetasql/lib/types/zetasql/LanguageOptionsProto.js';
import type { SimpleCatalogProto } from '@fivetrandevelopers/zetasql/lib/types/zetasql/SimpleCatalogProto.js';
import type { SimpleTableProto } from '@fivetrandevelopers/zetasql/lib/types/zetasql/SimpleTableProto.js';
import type { TableValuedFunctionProto } from '@fivetrandevelopers/zetasql/lib/types/zetasql/TableValuedFunctionProto.js';
import type { Columns, Table } from '../../../function/schema/column.ts';
import { bigQueryFunctions } from './functions.ts';
import { type GoogleSqlType, typeOf } from './type.ts';

export interface TypedColumn {
  readonly name: string;
  readonly type: GoogleSqlType;
}

/** The tables and views that a statement may read, by their names without the dataset. */
export type Relations = ReadonlyMap<string, readonly TypedColumn[]>;

/** A table function, called with values for its parameters. */
export interface TableFunction {
  readonly parameters: Columns;
  readonly columns: readonly TypedColumn[];
}

/** The table functions, likewise. */
export type TableFunctions = ReadonlyMap<string, TableFunction>;

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
 * The relations and table functions under the paths by which BigQuery knows them: a quoted path counts as one name or as many. A query job
 * may leave out the project and, having a default dataset, the dataset; a view has to name both.
 */
export function catalogOf(
  { relations, functions }: { readonly relations: Relations; readonly functions: TableFunctions },
  dataset: Dataset,
  reader: 'job' | 'view',
  languageOptions: LanguageOptionsProto,
): SimpleCatalogProto {
  const { project, name } = dataset;
  const named = (prefix: string) => [...relations].map(([table, columns]) => tableOf(`${prefix}${table}`, columns));
  const tables = named('');
  const calledAs = (prefix: string) => [...functions].map(([name, called]) => callOf(`${prefix}${name}`, called));
  const calls = calledAs('');
  const isJob = reader === 'job';
  return {
    name: 'bigquery',
    builtinFunctionOptions: { languageOptions },
    customFunction: bigQueryFunctions,
    table: [...named(`${project}.${name}.`), ...(isJob ? [...named(`${name}.`), ...tables] : [])],
    customTvf: [...calledAs(`${project}.${name}.`), ...(isJob ? [...calledAs(`${name}.`), ...calls] : [])],
    catalog: [
      { name: `${project}.${name}`, table: tables, customTvf: calls },
      {
        name: project,
        table: named(`${name}.`),
        customTvf: calledAs(`${name}.`),
        catalog: [{ name, table: tables, customTvf: calls }],
      },
      ...(isJob ? [{ name, table: tables, customTvf: calls }] : []),
    ],
  };
}

function callOf(name: string, { parameters, columns }: TableFunction): TableValuedFunctionProto {
  return {
    namePath: [name],
    type: 'FIXED_OUTPUT_SCHEMA_TVF',
    signature: {
      argument: Object.entries(parameters).map(([argumentName, { type }]) => ({
        kind: 'ARG_TYPE_FIXED',
        type: typeOf(type).proto,
        numOccurrences: 1,
        options: { argumentName },
      })),
      returnType: {
        kind: 'ARG_TYPE_RELATION',
        numOccurrences: 1,
        options: {
          relationInputSchema: { column: columns.map((column) => ({ name: column.name, type: column.type.proto })) },
        },
      },
    },
  };
}

function tableOf(name: string, columns: readonly TypedColumn[]): SimpleTableProto {
  return { name, column: columns.map((column) => ({ name: column.name, type: column.type.proto })) };
}
