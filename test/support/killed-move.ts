// Brings days from one warehouse file to another, and kills itself before the n-th statement or commit:
// killed-move.ts <from> <to> <first day> <last day> [<n>]. Without a number it runs to its end.
import { ingest } from '../../function/core/ingest.ts';
import { partitionsOf } from '../../function/core/partition.ts';
import type { Warehouse } from '../../function/core/warehouse.ts';
import { daysOf } from '../../function/sources/warehouse/source.ts';
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { english, partition } from './partitions.ts';

const [from = '', to = '', first = '', last = '', at = '0'] = process.argv.slice(2);
let steps = 0;

function step(): void {
  steps += 1;
  if (steps === Number(at)) process.kill(process.pid, 'SIGKILL');
}

function counted(warehouse: Warehouse): Warehouse {
  return {
    ...warehouse,
    async query(sql) {
      step();
      return warehouse.query(sql);
    },
    async commit(days) {
      step();
      await warehouse.commit(days);
      step();
    },
  };
}

const origin = await openDuckDb(from, 'read');
const target = await openDuckDb(to, 'write');
const days = partitionsOf([english], partition(first).day, partition(last).day);
// Small commits, so that there are several.
const commitSize = { days: 2, ms: 60_000 };
await ingest(daysOf(counted(origin)), counted(target), days, { runId: 'killed', now: () => new Date(), commitSize });
await target.close();
await origin.close();
