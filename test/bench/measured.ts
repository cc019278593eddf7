// One measured process: does the work its arguments name and prints what it took.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { runProcess } from '../../function/app/process.ts';
import type { Column } from '../../function/schema/column.ts';
import { columnsDdl } from '../../function/schema/ddl.ts';
import { tableNames, tables } from '../../function/schema/tables.ts';

export interface Measured {
  /** Wall time since the process began. */
  readonly seconds: number;
}

const [, , what, archive = '', target = '', start = '', end = ''] = process.argv;

// Ours ends the process by itself.
process.once('exit', () => {
  const measured: Measured = { seconds: process.uptime() };
  writeSync(process.stdout.fd, JSON.stringify(measured));
});

if (what === 'ours') {
  const addresses = ['--archive', `file:${archive}`, '--warehouse', `duckdb:${target}`];
  // Its lines about each day are of no interest here.
  process.stderr.write = () => true;
  await runProcess(process, ['backfill', '--start', start, '--end', end, '--from-archive', ...addresses]);
} else if (what === 'yardstick') {
  const instance = await DuckDBInstance.create(target);
  const connection = await instance.connect();
  for (const table of tableNames) {
    const columns: Readonly<Record<string, Column>> = tables[table].columns;
    const types = Object.entries(columns).map(([name, { type }]) => `${name}: '${type}'`);
    await connection.run(`CREATE TABLE ${table} (${columnsDdl(tables[table]).join(', ')})`);
    await connection.run(`INSERT INTO ${table} SELECT * FROM read_json('${join(archive, `${table}.ndjson`)}',
      format = 'newline_delimited', columns = {${types.join(', ')}})`);
  }
  connection.closeSync();
  instance.closeSync();
}
