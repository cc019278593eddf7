import type { Recheck } from '../../core/recheck.ts';
import type { HttpClient } from '../../http/client.ts';
import { possibleHashes } from './content-hash.ts';
import { accesses } from './ranking.ts';
import { readRankings } from './rankings.ts';

/** Reads every ranking of a day, whatever the settings are now: only so is a day comparable that had others. */
export function recheckRankings(options: { readonly http: HttpClient; readonly baseUrl: string }): Recheck {
  return async (partition, signal) => {
    const rankings = await readRankings(partition, accesses, { ...options, signal });
    // Without it there is no day, as when days are loaded.
    if (!rankings.has('all-access')) return { found: 'nothing' };
    const hashes = possibleHashes(rankings);
    return { found: 'rankings', matches: (contentHash) => hashes.has(contentHash) };
  };
}
