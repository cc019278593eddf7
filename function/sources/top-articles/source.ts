import type { Archive } from '../../core/archive.ts';
import type { Extraction, Source } from '../../core/source.ts';
import { extractFromArchive } from './derive.ts';
import { type ExtractOptions, extractFromWikimedia } from './extract.ts';
import { keepAbsence, keepDay } from './kept.ts';
import { type Access, accesses } from './ranking.ts';
import type { RawDay } from './raw.ts';
import { transformDay } from './transform.ts';

/** Where the raw days come from; what comes from Wikimedia is kept in the archive, where there is one. */
export type Origin =
  | ({ readonly from: 'wikimedia'; readonly archive: Archive | null } & Omit<ExtractOptions, 'top' | 'accesses'>)
  | { readonly from: 'archive'; readonly archive: Archive };

/** The most viewed articles of each day with all their categories. */
export function topArticles(
  { top, deviceShares }: { readonly top: number; readonly deviceShares: boolean },
  origin: Origin,
): Source<RawDay> {
  const wanted: readonly Access[] = deviceShares ? accesses : ['all-access'];
  return {
    transform: (raw, ingestedAt) => transformDay(raw, top, wanted, ingestedAt),
    extract(partitions, signal) {
      if (origin.from === 'archive') {
        return extractFromArchive(partitions, { archive: origin.archive, accesses: wanted }, signal);
      }
      const extractions = extractFromWikimedia(partitions, { ...origin, top, accesses: wanted }, signal);
      return origin.archive === null ? extractions : keeping(extractions, origin.archive);
    },
  };
}

/** Keeps each day before anybody sees it: what is in the warehouse is in the archive. */
async function* keeping(
  extractions: AsyncIterable<Extraction<RawDay>>,
  archive: Archive,
): AsyncGenerator<Extraction<RawDay>, void> {
  for await (const extraction of extractions) {
    try {
      if (extraction.found === 'raw') await keepDay(archive, extraction.raw);
      if (extraction.found === 'absent') await keepAbsence(archive, extraction.partition, extraction.reason);
    } catch (error) {
      yield { partition: extraction.partition, found: 'error', error };
      continue;
    }
    yield extraction;
  }
}
