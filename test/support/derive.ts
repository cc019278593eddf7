import type { Archive } from '../../function/core/archive.ts';
import { ingest } from '../../function/core/ingest.ts';
import type { Partition } from '../../function/core/partition.ts';
import type { Ending } from '../../function/core/report.ts';
import { topArticles } from '../../function/sources/top-articles/source.ts';
import { type DuckDbWarehouse, openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { quick } from './quick.ts';

export interface Derived extends AsyncDisposable {
  readonly warehouse: DuckDbWarehouse;
  readonly ending: Ending;
}

/** Loads days from an archive alone into a warehouse of their own, at another time than the first one. */
export async function derive(
  archive: Archive,
  partitions: readonly Partition[],
  options: { readonly top?: number; readonly deviceShares?: boolean } = {},
): Promise<Derived> {
  const warehouse = await openDuckDb(':memory:', 'write');
  const source = topArticles({ top: 100, deviceShares: true, ...options }, { from: 'archive', archive });
  const now = () => new Date('2026-12-24T18:00:00.000Z');
  const ending = await ingest(source, warehouse, partitions, { runId: 'run-2', now, retry: quick });
  return { warehouse, ending, [Symbol.asyncDispose]: warehouse.close };
}
