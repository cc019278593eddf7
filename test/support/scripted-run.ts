import { type IngestEvent, type IngestOptions, ingest } from '../../function/core/ingest.ts';
import type { Partition } from '../../function/core/partition.ts';
import type { Ending } from '../../function/core/report.ts';
import type { Extraction, Transformed } from '../../function/core/source.ts';
import { type DuckDbWarehouse, openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { dayCommit } from './day-commit.ts';
import { quick } from './quick.ts';
import { now } from './world-run.ts';

/** What the source finds for a day; a sound day unless the script says otherwise. */
export type Script = (
  partition: Partition,
  signal: AbortSignal,
) => Extraction<Transformed> | undefined | Promise<Extraction<Transformed> | undefined>;

/** Runs over days that a script finds, with no network, into a warehouse in memory. */
export interface ScriptedRun extends AsyncDisposable {
  readonly warehouse: DuckDbWarehouse;
  /** The days the source was asked for, in all runs and as far as it came. */
  readonly asked: readonly string[];
  readonly events: readonly IngestEvent[];
  ingest(partitions: readonly Partition[], script: Script, options?: Partial<IngestOptions>): Promise<Ending>;
}

export async function startScriptedRun(): Promise<ScriptedRun> {
  const warehouse = await openDuckDb(':memory:', 'write');
  const asked: string[] = [];
  const events: IngestEvent[] = [];

  async function* extract(partitions: readonly Partition[], signal: AbortSignal, script: Script) {
    for (const partition of partitions) {
      asked.push(partition.day);
      const extraction = (await script(partition, signal)) ?? sound(partition);
      if (signal.aborted) return;
      yield extraction;
    }
  }

  return {
    warehouse,
    asked,
    events,
    ingest: (partitions, script, options) =>
      ingest(
        {
          transform: (day: Transformed) => day,
          extract: (wanted, signal) => extract(wanted, signal, script),
        },
        warehouse,
        partitions,
        { runId: 'run-1', now: () => now, retry: quick, onEvent: (event) => events.push(event), ...options },
      ),
    [Symbol.asyncDispose]: warehouse.close,
  };
}

/** A small sound day, but for what is given. */
export function sound(partition: Partition, { views, ...other }: Partial<Transformed> = {}): Extraction<Transformed> {
  const { batches, ledger } = dayCommit(partition, views === undefined ? {} : { articles: 1, views });
  const day = { batches, articles: ledger.articles, categories: ledger.categories, views: ledger.views };
  return {
    partition,
    found: 'raw',
    raw: { ...day, contentHash: ledger.content_hash, faults: [], notes: [], ...other },
  };
}

export function unsound(partition: Partition): Extraction<Transformed> {
  return sound(partition, { faults: ['structure: 99 articles instead of 100'] });
}
