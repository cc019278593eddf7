import { mapAhead } from '../../core/ahead.ts';
import { FailedError } from '../../core/errors.ts';
import type { Partition } from '../../core/partition.ts';
import type { Extraction, Source, Transformed } from '../../core/source.ts';
import { isVolumeNote } from '../../core/volume.ts';
import type { Warehouse } from '../../core/warehouse.ts';
import { type HeldDay, readHeldDay } from './held-day.ts';

/** Days read ahead, so that one is being read while another is on its way. */
const daysAhead = 2;

/** Gives the days that a warehouse holds as they are, for another one: its rows, and what its ledger says of them. */
export function daysOf(warehouse: Warehouse): Source<HeldDay> {
  return {
    transform: toTransformed,
    async *extract(partitions, signal) {
      for await (const extraction of mapAhead(partitions, daysAhead, extractDay)) {
        if (signal.aborted) return;
        yield extraction;
      }
    },
  };

  async function extractDay(partition: Partition): Promise<Extraction<HeldDay>> {
    try {
      const day = await readHeldDay(warehouse, partition);
      const { status, reason, project, view_date } = day.ledger;
      if (status === 'absent') return { partition, found: 'absent', reason: reason ?? 'absent' };
      // Its rows would fit its ledger, for there are none of either.
      if (status === 'refused')
        throw new FailedError(`${warehouse.name} refused ${project} on ${view_date}: ${reason}`);
      return { partition, found: 'raw', raw: day };
    } catch (error) {
      return { partition, found: 'error', error };
    }
  }
}

function toTransformed({ ledger, batches }: HeldDay): Transformed {
  const found = {
    articles: batches.top_articles.filter(({ article_rank }) => article_rank !== null).length,
    categories: batches.article_categories.reduce(
      (sum, { visible, hidden }) => sum + visible.length + hidden.length,
      0,
    ),
    views: batches.top_articles.reduce((sum, { views }) => sum + views, 0),
  };
  const faults = (['articles', 'categories', 'views'] as const)
    .filter((figure) => found[figure] !== ledger[figure])
    .map((figure) => `its rows have ${found[figure]} ${figure}, and its ledger says ${ledger[figure]}`);
  // The volume is judged anew, beside the days of the other warehouse.
  const notes = ledger.reason?.split('; ').filter((note) => !isVolumeNote(note)) ?? [];
  const { content_hash: contentHash, checked_at, changed_at } = ledger;
  return { batches, ...found, contentHash, faults, notes, rechecks: { checked_at, changed_at } };
}
