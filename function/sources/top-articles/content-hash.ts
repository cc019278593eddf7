import { createHash } from 'node:crypto';
import { type Access, accesses, type Ranking } from './ranking.ts';

type Rankings = ReadonlyMap<Access, Ranking>;

/** Of the rankings as received, in a fixed order; those that were not read count for nothing. */
export function contentHash(rankings: Rankings): string {
  const hash = createHash('sha256');
  for (const access of accesses) hash.update(rankings.get(access)?.bytes ?? '');
  return hash.digest('hex');
}

const choices: readonly (readonly Access[])[] = [
  ['all-access'],
  ['all-access', 'desktop'],
  ['all-access', 'mobile-web'],
  accesses,
];

/**
 * The hashes of what could have been read of these rankings: with other settings, or while the desktop or mobile one
 * was not there, a day's hash was made of fewer.
 */
export function possibleHashes(rankings: Rankings): ReadonlySet<string> {
  return new Set(choices.map((choice) => contentHash(new Map([...rankings].filter(([one]) => choice.includes(one))))));
}
