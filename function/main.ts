// The Cloud Functions `ingest` and `dashboard`.
import { http } from '@google-cloud/functions-framework';
import { takeBodiesAsBytes } from './app/service/bodies.ts';
import { createDashboardService } from './app/service/dashboard.ts';
import { createService } from './app/service/service.ts';

// Express shows stacks to callers unless it is told that this is for real, whatever a shell has set.
process.env.NODE_ENV = 'production';
takeBodiesAsBytes();

const options = {
  environment: process.env,
  now: () => new Date(),
  write: (line: string) => void process.stdout.write(line),
};

http('ingest', createService(options).handle);
http('dashboard', createDashboardService(options).handle);
