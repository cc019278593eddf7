import { bigQueryMacros } from '../../sql/macros.ts';
import type { TableFunction } from '../../sql/table-functions.ts';
import { readTableFunctions } from '../../sql/table-functions.ts';
import { dataset } from './dataset.ts';

/** What views and table functions call: statements that make it, whatever is there. */
export function macroDdl(): readonly string[] {
  return bigQueryMacros.map((macro) => `CREATE OR REPLACE MACRO ${dataset}.${macro}`);
}

/** Statements that make the table functions; they may read every view. */
export function tableFunctionDdl(functions: readonly TableFunction[] = readTableFunctions()): readonly string[] {
  // Without types: a file of the usual storage version cannot keep them.
  return functions.map(({ name, parameters, sql }) => {
    const head = `${dataset}.${name}(${Object.keys(parameters).join(', ')})`;
    return `CREATE OR REPLACE MACRO ${head} AS TABLE ${sql}`;
  });
}
