import { NotFoundError, NotTheApiError } from '../../core/errors.ts';
import type { Partition } from '../../core/partition.ts';
import type { HttpClient } from '../../http/client.ts';
import { type Access, parseRanking, type Ranking, rankingUrl } from './ranking.ts';

/** Reads a day's rankings side by side; those that are not published are left out. */
export async function readRankings(
  partition: Partition,
  accesses: readonly Access[],
  options: { readonly http: HttpClient; readonly baseUrl: string; readonly signal: AbortSignal },
): Promise<ReadonlyMap<Access, Ranking>> {
  const read = async (access: Access): Promise<readonly [Access, Ranking] | null> => {
    try {
      const { value, bytes } = await options.http.getJson({
        url: rankingUrl(options.baseUrl, partition, access),
        parse: (body) => parseRanking(body, partition, access),
        signal: options.signal,
      });
      return [access, { bytes, pages: value }];
    } catch (error) {
      if (error instanceof NotFoundError && !(error instanceof NotTheApiError)) return null;
      throw error;
    }
  };
  const found = await Promise.all(accesses.map(read));
  return new Map(found.filter((ranking) => ranking !== null));
}
