import { beforeAll, describe, expect, test } from 'vitest';
import { readTableFunctions } from '../../function/sql/table-functions.ts';
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { duckDbType } from '../support/duckdb-type.ts';
import { type Analyser, startAnalyser } from '../support/googlesql/analyser.ts';
import { analyserProgram, notForPlatform } from '../support/googlesql/platform.ts';

const functions = readTableFunctions();
const isThere = analyserProgram !== undefined;

describe.skipIf(!isThere)(isThere ? 'BigQuery and DuckDB' : notForPlatform, () => {
  let analyser: Analyser;

  beforeAll(async () => {
    // Type-checks every table function: there is no analyser when one of them is none for BigQuery.
    analyser = await startAnalyser();
    return () => analyser[Symbol.asyncDispose]();
  });

  test.each(functions)('find the result of $name as it is described', async ({ name, parameters, columns }) => {
    const seen = await analyser.analyse(`SELECT * FROM {{dataset}}.${call(name, parameters)}`);
    expect(seen).toEqual(Object.entries(columns).map(([column, { type }]) => ({ name: column, type })));
    expect(await columnsInDuckDb(call(name, parameters))).toEqual(
      seen.map((column) => `${column.name} ${duckDbType(column.type)}`),
    );
  });

  test.each(functions)('refuse $name what is none of its parameters', async ({ name, parameters }) => {
    const [, ...others] = Object.keys(parameters);
    await expect(analyser.analyse(`SELECT * FROM {{dataset}}.${name}(${others.map(() => 'NULL')})`)).rejects.toThrow(
      'No matching signature',
    );
    await expect(columnsInDuckDb(`${name}(${others.map(() => 'NULL')})`)).rejects.toThrow('does not support');
  });
});

function call(name: string, parameters: (typeof functions)[number]['parameters']): string {
  return `${name}(${Object.values(parameters).map(({ type }) => `CAST(NULL AS ${type})`)})`;
}

async function columnsInDuckDb(from: string): Promise<readonly string[]> {
  const warehouse = await openDuckDb(':memory:', 'write');
  try {
    const { rows } = await warehouse.query(`DESCRIBE SELECT * FROM {{dataset}}.${from}`);
    return rows.map(([name, type]) => `${name} ${type}`);
  } finally {
    await warehouse.close();
  }
}
