import type { TableFunctionSchema } from '../schema/table-functions.ts';
import { tableFunctions } from '../schema/table-functions.ts';
import { readSqlFiles, type SqlFile } from './file.ts';

/** A query with parameters: its SQL names them as it names columns. */
export interface TableFunction extends SqlFile, TableFunctionSchema {}

/** The table functions, each from the file of its name; they may read every view. */
export function readTableFunctions(): readonly TableFunction[] {
  const described = new Map(Object.entries<TableFunctionSchema>(tableFunctions));
  return readSqlFiles('functions').map((file) => {
    const schema = described.get(file.name);
    if (schema === undefined) {
      throw new Error(`Cannot read the function ${file.name}: expected it in schema/table-functions.ts`);
    }
    return { ...file, ...schema };
  });
}
