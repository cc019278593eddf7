import type { Warehouse } from '../core/warehouse.ts';

/** Runs statements on a warehouse that was just opened; closes it where one of them fails. */
export async function prepare(warehouse: Warehouse, statements: readonly string[]): Promise<Warehouse> {
  try {
    for (const statement of statements) await warehouse.query(statement);
    return warehouse;
  } catch (error) {
    await warehouse.close();
    throw error;
  }
}
