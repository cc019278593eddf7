import { randomUUID } from 'node:crypto';
import type { Request, Response } from '@google-cloud/functions-framework';
import { parseSettings } from '../../config.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import { answerFailure } from '../../dashboard/failure.ts';
import { respond } from '../../dashboard/server.ts';
import { openLog } from './log.ts';
import type { ServiceOptions } from './service.ts';
import { traceOf } from './trace.ts';

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
  const log = (error: unknown, trace: string | null) => openLog({ runId: randomUUID(), write, trace }).failed(error);
  let opened: Promise<Opened> | null = null;

  async function open(): Promise<Opened> {
    // The function `ingest` is in the same bundle, and has no use for it.
    const { openDashboard } = await import('../dashboard.ts');
    const settings = parseSettings(environment);
    return openDashboard(settings, {
      now,
      onError: (error, { headers }) => log(error, traceOf(headers, settings.googleCloudProject)),
    });
  }

  const dashboard: Dashboard = async (request) => {
    try {
      opened ??= open();
      const { answer } = await opened;
      return await answer(request);
    } catch (error) {
      // What is wrong with the settings or the files is for the log alone.
      opened = null;
      return answerFailure(error, () => log(error, null));
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
