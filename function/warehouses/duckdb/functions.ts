import { bigQueryMacros } from '../../sql/macros.ts';
import type { TableFunction } from '../../sql/table-functions.ts';
import { readTableFunctions } from '../../sql/table-functions.ts';
import { dataset } from './dataset.ts';

/**
 * What views, table functions and checks call: statements that make it, whatever is there; for a reader outside of the
 * file, which an older version may have made.
 */
export function macroDdl(mode: 'read' | 'write'): readonly string[] {
  const place = mode === 'read' ? 'TEMP MACRO ' : `MACRO ${dataset}.`;
  return bigQueryMacros.map((macro) => `CREATE OR REPLACE ${place}${macro}`);
}

/** Statements that make the table functions; they may read every view. */
export function tableFunctionDdl(functions: readonly TableFunction[] = readTableFunctions()): readonly string[] {
  // Without types: a file of the usual storage version cannot keep them.
  return functions.map(({ name, parameters, sql }) => {
    const head = `${dataset}.${name}(${Object.keys(parameters).join(', ')})`;
    return `CREATE OR REPLACE MACRO ${head} AS TABLE ${sql}`;
  });
}
