import { mapAhead } from '../../core/ahead.ts';
import type { Archive } from '../../core/archive.ts';
import { FailedError } from '../../core/errors.ts';
import type { Partition } from '../../core/partition.ts';
import type { Extraction } from '../../core/source.ts';
import { type KeptDay, readKeptDay } from './kept.ts';
import type { Access } from './ranking.ts';
import type { RawDay } from './raw.ts';

/** Days read ahead, so that reading and decompressing go on while a day is being transformed. */
const daysAhead = 4;

/** Reads the days from the archive instead of the network. */
export async function* extractFromArchive(
  partitions: readonly Partition[],
  { archive, accesses }: { readonly archive: Archive; readonly accesses: readonly Access[] },
  signal: AbortSignal,
): AsyncGenerator<Extraction<RawDay>, void> {
  for await (const extraction of mapAhead(partitions, daysAhead, extractDay)) {
    if (signal.aborted) return;
    yield extraction;
  }

  async function extractDay(partition: Partition): Promise<Extraction<RawDay>> {
    try {
      return toExtraction(partition, await readKeptDay(archive, partition, accesses), archive);
    } catch (error) {
      return { partition, found: 'error', error };
    }
  }
}

function toExtraction(partition: Partition, day: KeptDay, archive: Archive): Extraction<RawDay> {
  switch (day.kept) {
    case 'raw':
      return { partition, found: 'raw', raw: day.raw };
    case 'absence':
      return { partition, found: 'absent', reason: day.reason };
    case 'nothing': {
      const error = new FailedError(
        `${archive.name} holds nothing of ${partition.project} for ${partition.day}: read it from the network instead`,
      );
      return { partition, found: 'error', error };
    }
  }
}
