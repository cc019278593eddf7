import { type Answer, answerOf, type DashboardRequest } from './answer.ts';
import { createApi } from './api.ts';
import { answerFailure } from './failure.ts';
import type { Files } from './files.ts';
import { watchLedger } from './ledger.ts';
import { Problem } from './problem.ts';
import { parseTarget } from './target.ts';
import type { WarehouseReader } from './warehouse-reader.ts';

export interface DashboardOptions {
  readonly warehouse: WarehouseReader;
  readonly files: Files;
  readonly now: () => Date;
  /** How long a kept answer may lag behind the ledger: for those it is asked no more often. */
  readonly everyMs: number;
  /** Takes what went wrong with a request and is not for its caller, with its cause. */
  readonly onError: (error: unknown, request: DashboardRequest) => void;
}

/** From a request to its answer; never throws. */
export type Dashboard = (request: DashboardRequest) => Promise<Answer>;

/** The dashboard: its page, and the API that the page and everybody else asks. */
export function createDashboard({ warehouse, files, now, everyMs, onError }: DashboardOptions): Dashboard {
  const api = createApi({ warehouse, ledger: watchLedger(warehouse, { now, everyMs }), now });

  async function answer(request: DashboardRequest): Promise<Answer> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new Problem(405, 'Expected GET or HEAD: nothing is changed here', { headers: { Allow: 'GET, HEAD' } });
    }
    if (request.target.startsWith('/api/v1/')) return api(request);
    const { path } = parseTarget(request.target);
    if (path === '/healthz') return alive;
    const file = files.answer(path, request);
    if (file !== null) return file;
    throw new Problem(404, 'There is nothing here');
  }

  return async (request) => {
    try {
      return await answer(request);
    } catch (error) {
      return answerFailure(error, () => onError(error, request));
    }
  };
}

/** Says that the process answers; what it holds is what `/api/v1/health` says. */
const alive = answerOf(200, {
  headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  body: Buffer.from('{"status":"ok"}'),
});
