#!/usr/bin/env node
// The failsafe: fills a range of days from any machine, with the flags of `wikitrends backfill`.
import { runProcess } from '../function/app/process.ts';

await runProcess(process, ['backfill', ...process.argv.slice(2)]);
