import { randomUUID } from 'node:crypto';
import type { Request, Response } from '@google-cloud/functions-framework';
import { parseSettings } from '../../config.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import { answerFailure } from '../../dashboard/failure.ts';
import { respond } from '../../dashboard/server.ts';
import { openLog } from './log.ts';
import type { ServiceOptions } from './service.ts';

export interface DashboardService {
  /** Answers a request of the functions framework; never throws. */
  handle(request: Request, response: Response): Promise<void>;
  close(): Promise<void>;
}

/** The function `dashboard`: what `wikitrends serve` serves, for whoever the platform lets through. */
export function createDashboardService({
  environment,
  now,
  write,
}: Pick<ServiceOptions, 'environment' | 'now' | 'write'>): DashboardService {
  const onError = (error: unknown) => openLog({ runId: randomUUID(), write, trace: null }).failed(error);
  let opened: Promise<Opened> | null = null;

  async function open(): Promise<Opened> {
    // The function `ingest` is in the same bundle, and has no use for it.
    const { openDashboard } = await import('../dashboard.ts');
    return openDashboard(parseSettings(environment), { now, onError });
  }

  const dashboard: Dashboard = async (request) => {
    try {
      opened ??= open();
      const { answer } = await opened;
      return await answer(request);
    } catch (error) {
      // What is wrong with the settings or the files is for the log alone.
      opened = null;
      return answerFailure(error, onError);
    }
  };

  return {
    handle: (request, response) => respond(dashboard, request, response),
    async close() {
      await (await opened)?.[Symbol.asyncDispose]();
    },
  };
}

interface Opened extends AsyncDisposable {
  readonly answer: Dashboard;
}
