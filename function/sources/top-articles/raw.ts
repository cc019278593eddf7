import { z } from 'zod';
import type { Partition } from '../../core/partition.ts';
import type { Access, Ranking } from './ranking.ts';

/** A page as the Action API gives it (`formatversion=2`), its categories merged over all answers. */
export const wikiPage = z.looseObject({
  title: z.string(),
  pageid: z.int().optional(),
  ns: z.int().optional(),
  missing: z.boolean().optional(),
  invalid: z.boolean().optional(),
  description: z.string().optional(),
  pageprops: z.looseObject({ wikibase_item: z.string().optional() }).optional(),
  /** Their titles with the namespace's local name, such as `Category:Living people`. */
  categories: z.array(z.looseObject({ title: z.string(), hidden: z.boolean().optional() })).optional(),
});
export type WikiPage = z.infer<typeof wikiPage>;

/** What the wiki answered about one listed title. */
export const titleAnswer = z.object({
  /** The title as listed. */
  asked: z.string(),
  /** The title it led to, normalised and with redirects followed; null when it leads out of the wiki or nowhere. */
  led_to: z.string().nullable(),
  is_main_page: z.boolean(),
  page: wikiPage.nullable(),
  /** Whether the wiki said that it has given every category. */
  complete: z.boolean(),
  /** ISO 8601 in UTC. */
  fetched_at: z.iso.datetime(),
});
export type TitleAnswer = z.infer<typeof titleAnswer>;

/** Everything received about a day: enough to derive its rows again at any time. */
export interface RawDay {
  readonly partition: Partition;
  /** Always with `all-access`. */
  readonly rankings: ReadonlyMap<Access, Ranking>;
  /** By listed title, for the part of the list that was read. */
  readonly titles: ReadonlyMap<string, TitleAnswer>;
}
