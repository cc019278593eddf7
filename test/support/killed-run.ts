// A backfill that kills itself right before or after one step of its writing: killed-run.ts <start> <end> [<when> <step>].
// Without a step it runs to its end. Prints the number of steps it took.
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { DuckDBAppender, DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { openArchive, openWarehouse } from '../../function/app/open.ts';
import { parseRunRequest } from '../../function/app/request.ts';
import { openWikimedia } from '../../function/app/wikimedia.ts';
import { parseSettings } from '../../function/config.ts';
import { dayOf } from '../../function/core/day.ts';
import { ingest } from '../../function/core/ingest.ts';
import { topArticles } from '../../function/sources/top-articles/source.ts';

const [start, end, when = 'never', at = '0'] = process.argv.slice(2);
let steps = 0;

function dieAt(moment: 'before' | 'after', step: number): void {
  if (moment === when && step === Number(at)) process.kill(process.pid, 'SIGKILL');
}

/** Makes every call of a method a step. */
function count(owner: object, name: string): void {
  const method: unknown = Reflect.get(owner, name);
  if (typeof method !== 'function') throw new TypeError(`There is no method "${name}" to count`);
  Reflect.set(owner, name, function counted(this: unknown, ...args: readonly unknown[]): unknown {
    steps += 1;
    const step = steps;
    dieAt('before', step);
    const result: unknown = Reflect.apply(method, this, args);
    if (result instanceof Promise) return result.finally(() => dieAt('after', step));
    dieAt('after', step);
    return result;
  });
}

count(DuckDBConnection.prototype, 'run');
count(DuckDBAppender.prototype, 'appendDataChunk');
count(DuckDBAppender.prototype, 'closeSync');
// Closing the file writes what is in its log into it.
count(DuckDBInstance.prototype, 'closeSync');
// Of the making of the file, and of the archive.
count(fs, 'link');
count(fs, 'rm');
count(fs, 'writeFile');
count(fs, 'rename');
syncBuiltinESMExports();

const settings = parseSettings(process.env);
const now = () => new Date();
const { partitions } = parseRunRequest({ start, end }, settings, dayOf(now()));
const archive = await openArchive(settings, 'write', { now });
const http = openWikimedia(settings, {});
const warehouse = await openWarehouse(settings, 'write', { now });
const { wikimediaApiUrl, mediawikiApiUrl } = settings;
const source = topArticles(settings, { from: 'wikimedia', archive, http, wikimediaApiUrl, mediawikiApiUrl, now });
// Small commits, so that there are several.
await ingest(source, warehouse, partitions, { runId: 'killed', now, commitSize: { days: 2, ms: 60_000 } });
await warehouse.close();
await http.close();
process.stdout.write(`${steps}\n`);
