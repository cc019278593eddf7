// The Cloud Function `ingest`.
import { http } from '@google-cloud/functions-framework';
import { takeBodiesAsBytes } from './app/service/bodies.ts';
import { createService } from './app/service/service.ts';

// Express shows stacks to callers unless it is told that this is for real, whatever a shell has set.
process.env.NODE_ENV = 'production';
takeBodiesAsBytes();

const { handle } = createService({
  environment: process.env,
  now: () => new Date(),
  write: (line) => void process.stdout.write(line),
});

http('ingest', handle);
