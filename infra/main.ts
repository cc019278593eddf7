#!/usr/bin/env node
// The infrastructure: writes it as Terraform's JSON, applies it, tears it down.
import { fileURLToPath } from 'node:url';
import { endings, messageOf, verdictOf, WikitrendsError } from '../function/core/errors.ts';
import { runInfra } from './command.ts';

// Ctrl-C reaches Terraform too, which then ends in good order and gives back the state: this waits for it.
process.on('SIGINT', () => {});

try {
  await runInfra(process.argv.slice(2), {
    environment: process.env,
    root: fileURLToPath(new URL('..', import.meta.url)),
    out: (text) => void process.stdout.write(text),
  });
} catch (error) {
  if (!(error instanceof WikitrendsError)) throw error;
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = endings[verdictOf(error)].exitCode;
}
