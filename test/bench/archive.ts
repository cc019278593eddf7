import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { tableNames } from '../../function/schema/tables.ts';
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { makeArchive } from './archive-maker.ts';
import { type Footprint, footprintOf, telling, tellingStdio } from './footprint.ts';
import type { Measured } from './measured.ts';
import { median } from './median.ts';

const range = { start: '2023-04-01', end: '2026-11-20' };
const days = 1330;
const runs = 3;
const measuredPath = fileURLToPath(new URL('measured.ts', import.meta.url));

type Taken = Measured & Footprint;

/** 1,330 days from an archive into an empty file, beside DuckDB's own JSON reader on the same rows, in turn. */
export async function* benchArchive(): AsyncGenerator<string> {
  const archive = await makeArchive(range);
  const derived = join(archive, 'derived.duckdb');
  const read = join(archive, 'read.duckdb');
  yield `re-derived from an archive: ${days} days, ${runs} runs of each in turn, whole processes`;
  const ours: Taken[] = [];
  const yardstick: Taken[] = [];
  for (let run = 0; run < runs; run += 1) {
    await rm(derived, { force: true });
    ours.push(await measure('ours', archive, derived));
    await exportRows(derived, archive);
    await rm(read, { force: true });
    yardstick.push(await measure('yardstick', archive, read));
  }
  const ratio = (median(ours, 'seconds') / median(yardstick, 'seconds')).toFixed(1);
  yield `  ours       ${describe(ours)}, ${Math.round(days / median(ours, 'seconds'))} days/s`;
  yield `  yardstick  ${describe(yardstick)}: read_json of the finished rows, neither compressed nor checked`;
  yield `  ours takes ${ratio} times as long`;
}

async function measure(what: 'ours' | 'yardstick', archive: string, target: string): Promise<Taken> {
  const child = spawn(process.execPath, [...telling, measuredPath, what, archive, target, range.start, range.end], {
    stdio: tellingStdio,
  });
  if (child.stdout === null) throw new Error(`${what} has no stdout`);
  const [printed, footprint, [status]] = await Promise.all([
    text(child.stdout),
    footprintOf(child),
    once(child, 'exit'),
  ]);
  if (status !== 0) throw new Error(`${what} failed: ${printed}`);
  const measured: Measured = JSON.parse(printed);
  return { ...measured, ...footprint };
}

/** The finished rows as newline-delimited JSON, once. */
async function exportRows(database: string, folder: string): Promise<void> {
  const warehouse = await openDuckDb(database, 'read');
  for (const table of tableNames) {
    const path = join(folder, `${table}.ndjson`);
    if (existsSync(path)) continue;
    await warehouse.query(`COPY {{dataset}}.${table} TO '${path}.tmp' (FORMAT json)`);
    await rename(`${path}.tmp`, path);
  }
  await warehouse.close();
}

function describe(measured: readonly Taken[]): string {
  const seconds = measured.map((one) => one.seconds.toFixed(1)).join(', ');
  return `${seconds} s, at most ${Math.round(Math.max(...measured.map(({ peakMib }) => peakMib)))} MiB`;
}
