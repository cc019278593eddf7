// Makes an empty DuckDB file: make-database.ts <path>. Says so, and waits for a line before it begins.
import { once } from 'node:events';
import { makeDatabaseFile } from '../../function/warehouses/duckdb/file.ts';

const [path = ''] = process.argv.slice(2);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
await makeDatabaseFile(path);
process.exit();
