import { type IngestOptions, ingest } from '../../function/core/ingest.ts';
import type { Partition } from '../../function/core/partition.ts';
import type { Ending } from '../../function/core/report.ts';
import type { Warehouse } from '../../function/core/warehouse.ts';
import { daysOf } from '../../function/sources/warehouse/source.ts';
import { type DuckDbWarehouse, openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { quick } from './quick.ts';
import { type Row, rowsOf } from './warehouse-rows.ts';

/** A warehouse with days, and another one for them. */
export interface Move extends AsyncDisposable {
  readonly origin: DuckDbWarehouse;
  readonly target: DuckDbWarehouse;
  /** Brings days from the one to the other, on the day after Christmas. */
  move(partitions: readonly Partition[], options?: Partial<IngestOptions>): Promise<Ending>;
}

/** Both in memory; an origin that is given stays its owner's to close. */
export async function openMove(given?: DuckDbWarehouse): Promise<Move> {
  const origin = given ?? (await openDuckDb(':memory:', 'write'));
  const target = await openDuckDb(':memory:', 'write');
  const now = () => new Date('2026-12-26T06:00:00.000Z');
  return {
    origin,
    target,
    move: (partitions, options) =>
      ingest(daysOf(origin), target, partitions, { runId: 'move', now, retry: quick, ...options }),
    async [Symbol.asyncDispose]() {
      if (origin !== given) await origin.close();
      await target.close();
    },
  };
}

/** Everything that a warehouse holds, but for who recorded a day and when. */
export async function movable(warehouse: Warehouse): Promise<readonly (readonly Row[])[]> {
  const ledger = await rowsOf(warehouse, 'ingested_days');
  return [
    await rowsOf(warehouse, 'top_articles'),
    await rowsOf(warehouse, 'article_categories'),
    ledger.map(({ run_id, ingested_at, ...row }) => row),
  ];
}
