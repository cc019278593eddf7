import { addDays } from './day.ts';
import type { Ledger } from './ledger.ts';
import { type Partition, partitionKey } from './partition.ts';

/** The neighbours of a day lie within a week of it. */
export const neighbourDays = 7;
const fewestNeighbours = 3;
const factor = 5;

/**
 * Says so when a day's views are beyond a factor of 5 of the median of the loaded days within a week of it.
 * That is news or a fault upstream, and nobody can tell from here: a note, never a reason to refuse.
 */
export function volumeNote(partition: Partition, views: number, loaded: Ledger): string | null {
  const neighbours = viewsAround(partition, loaded);
  if (neighbours.length < fewestNeighbours) return null;
  const median = medianOf(neighbours);
  if (views <= median * factor && views >= median / factor) return null;
  const ratio = (views / median).toPrecision(2);
  return `${volumePrefix}${views} views are ${ratio} times the median of ${neighbours.length} loaded neighbours (${median})`;
}

const volumePrefix = 'volume: ';

export function isVolumeNote(note: string): boolean {
  return note.startsWith(volumePrefix);
}

function viewsAround(partition: Partition, loaded: Ledger): readonly number[] {
  const offsets = Array.from({ length: 2 * neighbourDays + 1 }, (_, i) => i - neighbourDays).filter(
    (days) => days !== 0,
  );
  return offsets.flatMap((days) => {
    const entry = loaded.get(partitionKey({ ...partition, day: addDays(partition.day, days) }));
    return entry?.status === 'loaded' ? [entry.views] : [];
  });
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (upper + lower) / 2;
}
