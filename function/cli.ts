#!/usr/bin/env node
import { runProcess } from './app/process.ts';

await runProcess(process, process.argv.slice(2));
