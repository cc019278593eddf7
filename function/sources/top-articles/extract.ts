import { mapAhead } from '../../core/ahead.ts';
import { dayOf } from '../../core/day.ts';
import { UsageError } from '../../core/errors.ts';
import type { Partition, Project } from '../../core/partition.ts';
import { unpublished } from '../../core/publication.ts';
import type { Extraction } from '../../core/source.ts';
import type { HttpClient } from '../../http/client.ts';
import type { Access } from './ranking.ts';
import { readRankings } from './rankings.ts';
import type { RawDay } from './raw.ts';
import { openWiki, type Wiki } from './wiki.ts';

export interface ExtractOptions {
  readonly http: HttpClient;
  readonly wikimediaApiUrl: string;
  readonly mediawikiApiUrl: string;
  /** Articles wanted a day. */
  readonly top: number;
  /** The rankings to read, `all-access` among them. */
  readonly accesses: readonly Access[];
  readonly now: () => Date;
}

/** Days per project begun ahead of the one that is waited for: enough of their titles to fill whole batches. */
const daysAhead = 10;

/** Reads the days in order; titles of many days share batches, and each is looked up once. */
export async function* extractFromWikimedia(
  partitions: readonly Partition[],
  options: ExtractOptions,
  outerSignal: AbortSignal,
): AsyncGenerator<Extraction<RawDay>, void> {
  const projects = [...new Set(partitions.map(({ project }) => project))];
  const stop = new AbortController();
  const signal = AbortSignal.any([outerSignal, stop.signal]);
  const wikis = new Map<Project, Wiki>();
  const outOfReach = new Map<Project, unknown>();
  let readingRankings = 0;

  /** A batch that waits for more titles goes as it is when no more are about to come. */
  function flushIfStalled(): void {
    const open = [...wikis.values()];
    if (readingRankings > 0 || open.some((wiki) => wiki.isBusy())) return;
    for (const wiki of open) wiki.flush();
  }

  // Only after everybody who was waiting for the same answer has asked for what it needs next.
  const onIdle = () => setImmediate(flushIfStalled);

  async function extractDay(partition: Partition): Promise<Extraction<RawDay>> {
    const wiki = wikis.get(partition.project);
    if (wiki === undefined) return { partition, found: 'error', error: outOfReach.get(partition.project) };
    readingRankings += 1;
    try {
      const { http, wikimediaApiUrl: baseUrl, accesses, top } = options;
      const rankings = await readRankings(partition, accesses, { http, baseUrl, signal }).finally(() => {
        readingRankings -= 1;
        onIdle();
      });
      const lacking = accesses.filter((access) => !rankings.has(access));
      const state = unpublished(partition.day, dayOf(options.now()));
      const pages = rankings.get('all-access')?.pages;
      if (pages === undefined || (lacking.length > 0 && state === 'pending')) {
        return { partition, found: state, reason: reasonFor(partition, lacking, state) };
      }
      const titles = await wiki.readDownTo(top, pages);
      return { partition, found: 'raw', raw: { partition, rankings, titles } };
    } catch (error) {
      signal.throwIfAborted();
      return { partition, found: 'error', error };
    }
  }

  try {
    for (const project of projects) {
      const { http, mediawikiApiUrl: urlTemplate, now } = options;
      try {
        wikis.set(project, await openWiki(project, { http, urlTemplate, now, signal, onIdle }));
      } catch (error) {
        if (signal.aborted || error instanceof UsageError) throw error;
        outOfReach.set(project, error);
      }
    }
    yield* mapAhead(partitions, daysAhead * projects.length, extractDay);
  } catch (error) {
    if (!outerSignal.aborted) throw error;
  } finally {
    stop.abort();
  }
}

function reasonFor({ project, day }: Partition, lacking: readonly Access[], state: 'pending' | 'absent'): string {
  const which = lacking.includes('all-access') ? 'ranking' : `${lacking.join(' and ')} ranking`;
  return state === 'pending'
    ? `${project} has no ${which} for ${day} yet; asked again on the next run`
    : `${project} never got a ranking for ${day}`;
}
