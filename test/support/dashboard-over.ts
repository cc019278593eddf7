import type { Warehouse } from '../../function/core/warehouse.ts';
import type { Answer, DashboardRequest } from '../../function/dashboard/answer.ts';
import { createDashboard } from '../../function/dashboard/dashboard.ts';
import { readAssets } from '../../function/dashboard/files.ts';

/** A dashboard without a page over an open warehouse, which counts what it asks. */
export interface DashboardOver {
  /** The statements it ran so far. */
  readonly asked: readonly string[];
  /** What went wrong so far. */
  readonly errors: readonly unknown[];
  ask(target: string, request?: Partial<DashboardRequest>): Promise<Answer>;
  /** The body of an answer that is JSON. */
  json(target: string): Promise<unknown>;
}

export interface OverOptions {
  readonly now?: () => Date;
  /** How long an answer may lag behind the ledger; not at all unless given. */
  readonly everyMs?: number;
}

/** Long after the days of most tests. */
const someDay = () => new Date('2026-11-21T06:00:00.000Z');

export async function dashboardOver(
  warehouse: Pick<Warehouse, 'query'>,
  { now = someDay, everyMs = 0 }: OverOptions = {},
): Promise<DashboardOver> {
  const asked: string[] = [];
  const errors: unknown[] = [];
  const answer = createDashboard({
    warehouse: {
      query(sql) {
        asked.push(sql);
        return warehouse.query(sql);
      },
      stamp: async () => null,
      close: async () => {},
    },
    files: await readAssets([]),
    now,
    everyMs,
    onError: (error) => void errors.push(error),
  });
  const ask: DashboardOver['ask'] = (target, request) => answer({ method: 'GET', target, headers: {}, ...request });
  return {
    asked,
    errors,
    ask,
    json: async (target) => JSON.parse(textOf(await ask(target))),
  };
}

export function textOf({ body }: Answer): string {
  return Buffer.from(body).toString('utf8');
}
