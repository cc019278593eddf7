import type { Archive } from '../../core/archive.ts';
import { FailedError } from '../../core/errors.ts';
import type { Partition } from '../../core/partition.ts';
import type { Extraction, Source } from '../../core/source.ts';
import { extractFromArchive } from './derive.ts';
import { type ExtractOptions, extractFromWikimedia } from './extract.ts';
import { keepAbsence, keepDay, readKeptDay } from './kept.ts';
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
  const transform = (raw: RawDay, ingestedAt: string) => transformDay(raw, top, wanted, ingestedAt);
  const isSound = (raw: RawDay) => transform(raw, '').faults.length === 0;
  return {
    transform,
    extract(partitions, signal) {
      if (origin.from === 'archive') {
        return extractFromArchive(partitions, { archive: origin.archive, accesses: wanted }, signal);
      }
      const extractions = extractFromWikimedia(partitions, { ...origin, top, accesses: wanted }, signal);
      const { archive } = origin;
      return untilHopeless(partitions, archive === null ? extractions : keeping(extractions, archive, isSound));
    },
  };
}

/** One day's trouble may be its own; so many days of all wikis in a row are everybody's, and each costs requests. */
const hopelessAfter = 3;

async function* untilHopeless(
  partitions: readonly Partition[],
  extractions: AsyncIterable<Extraction<RawDay>>,
): AsyncGenerator<Extraction<RawDay>, void> {
  const projects = new Set(partitions.map(({ project }) => project)).size;
  let failed = 0;
  for await (const extraction of extractions) {
    yield extraction;
    failed = extraction.found === 'error' ? failed + 1 : 0;
    if (failed === hopelessAfter * projects) return;
  }
}

/** Keeps each day before anybody sees it: what is in the warehouse is in the archive. */
async function* keeping(
  extractions: AsyncIterable<Extraction<RawDay>>,
  archive: Archive,
  isSound: (raw: RawDay) => boolean,
): AsyncGenerator<Extraction<RawDay>, void> {
  for await (const extraction of extractions) {
    try {
      await keepExtraction(extraction, archive, isSound);
    } catch (error) {
      yield { partition: extraction.partition, found: 'error', error };
      continue;
    }
    yield extraction;
  }
}

async function keepExtraction(
  extraction: Extraction<RawDay>,
  archive: Archive,
  isSound: (raw: RawDay) => boolean,
): Promise<void> {
  const { partition } = extraction;
  if (extraction.found === 'absent') await keepAbsence(archive, partition, extraction.reason);
  if (extraction.found !== 'raw') return;
  // A day that will be refused replaces no sound one, here as in the warehouse.
  if (isSound(extraction.raw) || !(await holdsSound(archive, partition, isSound))) {
    await keepDay(archive, extraction.raw);
  }
}

async function holdsSound(archive: Archive, partition: Partition, isSound: (raw: RawDay) => boolean): Promise<boolean> {
  try {
    const day = await readKeptDay(archive, partition, accesses);
    return day.kept === 'raw' && isSound(day.raw);
  } catch (error) {
    // What cannot be read is worth nothing.
    if (error instanceof FailedError) return false;
    throw error;
  }
}
