import { type DuckDbWarehouse, openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';

/** An empty warehouse that is gone when the test ends: `await using warehouse = await openInMemory()`. */
export async function openInMemory(): Promise<DuckDbWarehouse & AsyncDisposable> {
  const warehouse = await openDuckDb(':memory:', 'write');
  return { ...warehouse, [Symbol.asyncDispose]: warehouse.close };
}
