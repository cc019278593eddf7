import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRunRequest } from '../../function/app/request.ts';
import { runIngest } from '../../function/app/run.ts';
import { parseSettings } from '../../function/config.ts';
import { dayOf } from '../../function/core/day.ts';
import { startWikimedia } from '../support/wikimedia/server.ts';

/** Makes an archive of made-up days through the stand-in, once: later benchmarks on this machine find it there. */
export async function makeArchive(range: { readonly start: string; readonly end: string }): Promise<string> {
  const folder = join(tmpdir(), `wikitrends-bench-${range.start}-${range.end}`);
  const finished = join(folder, 'finished');
  if (existsSync(finished)) return folder;
  process.stderr.write(`making an archive of ${range.start} to ${range.end} in ${folder}, once …\n`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const wikimedia = await startWikimedia({ recorded: null });
  const settings = parseSettings({
    ...wikimedia.env,
    WIKITRENDS_CONTACT: 'bench@wikitrends.invalid',
    WIKITRENDS_WAREHOUSE: `duckdb:${join(folder, 'warehouse.duckdb')}`,
    WIKITRENDS_ARCHIVE: `file:${folder}`,
    WIKITRENDS_REQUESTS_PER_MINUTE: '1000000',
    WIKITRENDS_CONCURRENCY: '8',
  });
  const now = () => new Date();
  const { verdict } = await runIngest(settings, parseRunRequest(range, settings, dayOf(now())), { now });
  await wikimedia.close();
  if (verdict !== 'done') throw new Error(`The archive was not made: ${verdict}`);
  await writeFile(finished, '');
  return folder;
}
