import type { Settings } from '../config.ts';
import { isWorthRetrying } from '../core/errors.ts';
import { assets } from '../dashboard/assets.ts';
import { createDashboard, type Dashboard, type DashboardOptions } from '../dashboard/dashboard.ts';
import { readAssets } from '../dashboard/files.ts';
import { type DashboardServer, serveDashboard } from '../dashboard/server.ts';
import type { WarehouseReader } from '../dashboard/warehouse-reader.ts';
import { openWarehouseReader } from './warehouse-reader.ts';

export type DashboardContext = Pick<DashboardOptions, 'now' | 'onError'>;

/** How often the ledger is looked at for what is kept: a file without opening it, while BigQuery bills every question. */
const everyMs = { duckdb: 2000, bigquery: 60_000 } as const;

/** The dashboard of the warehouse that the settings name. */
export async function openDashboard(settings: Settings, { now, onError }: DashboardContext) {
  const files = await readAssets(assets);
  const warehouse = await openWarehouseReader(settings, { now });
  const answer: Dashboard = createDashboard({
    warehouse,
    files,
    now,
    everyMs: everyMs[settings.warehouse.kind],
    onError,
  });
  return { warehouse, answer, [Symbol.asyncDispose]: () => warehouse.close() };
}

/** Serves it on a port of this machine. Throws what says that there is nothing to serve, and never will be. */
export async function openServer(
  settings: Settings,
  { port, ...context }: DashboardContext & { readonly port: number },
): Promise<DashboardServer> {
  await using opening = new AsyncDisposableStack();
  const { warehouse, answer } = opening.use(await openDashboard(settings, context));
  const isReadable = await tryToRead(warehouse);
  const { url } = opening.use(await serveDashboard(answer, port));
  // The first question of all waits for DuckDB and for the engine's compiler: here nobody waits with it.
  if (isReadable && settings.warehouse.kind === 'duckdb')
    void answer({ method: 'GET', target: '/api/v1/top', headers: {} });
  const opened = opening.move();
  return { url, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** Whether it can be read now; one that is in use is read later. Throws what later will not change. */
async function tryToRead(warehouse: WarehouseReader): Promise<boolean> {
  try {
    await warehouse.query('SELECT 1');
    return true;
  } catch (error) {
    if (!isWorthRetrying(error)) throw error;
    return false;
  }
}
