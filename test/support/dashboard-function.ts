import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { createDashboardService } from '../../function/app/service/dashboard.ts';
import { parseLine } from './function.ts';

export interface DashboardFunction extends AsyncDisposable {
  readonly url: string;
  /** The lines that it logged so far. */
  log(): readonly Readonly<Record<string, unknown>>[];
}

/** The function `dashboard`, served by the functions framework in this process. */
export async function serveDashboardFunction(
  environment: Readonly<Record<string, string>>,
): Promise<DashboardFunction> {
  const lines: string[] = [];
  const now = () => new Date('2026-11-21T06:00:00.000Z');
  const service = createDashboardService({ environment, now, write: (line) => void lines.push(line) });
  const name = `dashboard-${randomUUID()}`;
  http(name, service.handle);
  const server = getTestServer(name).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${address instanceof Object ? address.port : ''}`,
    log: () => lines.map(parseLine),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await service.close();
    },
  };
}
