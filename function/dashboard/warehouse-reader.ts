import type { QueryResult } from '../core/warehouse.ts';

/** Where answers come from: a warehouse that is read only, and may be opened anew for a question. */
export interface WarehouseReader {
  query(sql: string): Promise<QueryResult>;
  /** What changes with whatever is written to the warehouse, without asking it; null where only a question tells. */
  stamp(): Promise<string | null>;
  close(): Promise<void>;
}
