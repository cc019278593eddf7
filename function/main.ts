// The Cloud Function `ingest`.
import { http } from '@google-cloud/functions-framework';
import { createService } from './app/service/service.ts';

// Express shows stacks to callers unless it is told where it runs.
process.env.NODE_ENV ??= 'production';

const { handle } = createService({
  environment: process.env,
  now: () => new Date(),
  write: (line) => void process.stdout.write(line),
});

http('ingest', handle);
