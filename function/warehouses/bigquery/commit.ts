import { createHash } from 'node:crypto';
import type { DayCommit, DayRecheck } from '../../core/warehouse.ts';
import { runJob } from './jobs.ts';
import { toNdjson } from './rows.ts';
import { commitScript, type Path, recheckScript, type StagingTables, stagedTables } from './script.ts';
import { type StagingOptions, stageRows } from './staging.ts';

export interface CommitOptions extends StagingOptions {
  readonly path: Path;
}

/**
 * Replaces the days in one transaction: at most one load job for each staged table, then one script. Everything is named
 * by its contents, run and time included, so that a repeated commit finds what it has done already.
 */
export async function commitDays(days: readonly DayCommit[], options: CommitOptions): Promise<void> {
  if (days.length === 0) return;
  const { client, dataset, path, patience } = options;
  const files = stagedTables.map((table) => ({ table, ndjson: toNdjson(table, days) }));
  const id = contentId([dataset, ...files.map(({ ndjson }) => ndjson), JSON.stringify(days.map((day) => day.ledger))]);
  const staged = await Promise.all(
    files
      .filter(({ ndjson }) => ndjson.length > 0)
      .map(async ({ table, ndjson }) => [table, await stageRows(table, ndjson, id, options)] as const),
  );
  const staging: StagingTables = Object.fromEntries(staged);
  const query = commitScript(days, staging, path);
  const what = `commit ${days.length} days to bigquery:${client.projectId}.${dataset}`;
  await runJob(
    client,
    { name: `wikitrends_commit_${id}`, what, configuration: { query: { query, useLegacySql: false } } },
    patience,
  );
}

/** Named by what was found and when, so that a repeated one is found and not done again. */
export async function recordRecheck(recheck: DayRecheck, options: CommitOptions): Promise<void> {
  const { client, dataset, path, patience } = options;
  const id = contentId([dataset, JSON.stringify(recheck)]);
  const what = `record a recheck in bigquery:${client.projectId}.${dataset}`;
  const query = { query: recheckScript(recheck, path), useLegacySql: false };
  await runJob(client, { name: `wikitrends_recheck_${id}`, what, configuration: { query } }, patience);
}

function contentId(contents: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  // Their lengths keep apart what only runs together alike.
  for (const content of contents) hash.update(`${content.length}\n`).update(content);
  return hash.digest('hex').slice(0, 32);
}
