// Loads a day into a warehouse file, says so, and keeps the file open until it is killed or its stdin ends.
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { dayCommit } from './day-commit.ts';
import { partition } from './partitions.ts';

const [, , path = '', day = ''] = process.argv;
const warehouse = await openDuckDb(path, 'write');
await warehouse.commit([dayCommit(partition(day))]);
process.stdout.write('loaded\n');
for await (const _ of process.stdin);
await warehouse.close();
