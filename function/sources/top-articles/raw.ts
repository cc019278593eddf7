import Type from 'typebox';
import type { Partition } from '../../core/partition.ts';
import type { Access, Ranking } from './ranking.ts';

/** A page as the Action API gives it (`formatversion=2`), its categories merged over all answers. */
export const wikiPage = Type.Object({
  title: Type.String(),
  pageid: Type.Optional(Type.Integer({ maximum: Number.MAX_SAFE_INTEGER })),
  ns: Type.Optional(Type.Integer()),
  missing: Type.Optional(Type.Boolean()),
  invalid: Type.Optional(Type.Boolean()),
  description: Type.Optional(Type.String()),
  pageprops: Type.Optional(Type.Object({ wikibase_item: Type.Optional(Type.String()) })),
  /** Their titles with the namespace's local name, such as `Category:Living people`. */
  categories: Type.Optional(Type.Array(Type.Object({ title: Type.String(), hidden: Type.Optional(Type.Boolean()) }))),
});
export type WikiPage = Type.Static<typeof wikiPage>;

/** What the wiki answered about one listed title. */
export const titleAnswer = Type.Object({
  /** The title as listed. */
  asked: Type.String(),
  /** The title it led to, normalised and with redirects followed; null when it leads out of the wiki or nowhere. */
  led_to: Type.Union([Type.String(), Type.Null()]),
  is_main_page: Type.Boolean(),
  page: Type.Union([wikiPage, Type.Null()]),
  /** Whether the wiki said that it has given every category. */
  complete: Type.Boolean(),
  /** ISO 8601 in UTC. */
  fetched_at: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z$' }),
});
export type TitleAnswer = Type.Static<typeof titleAnswer>;

/** Everything received about a day: enough to derive its rows again at any time. */
export interface RawDay {
  readonly partition: Partition;
  /** Always with `all-access`. */
  readonly rankings: ReadonlyMap<Access, Ranking>;
  /** By listed title, for the part of the list that was read. */
  readonly titles: ReadonlyMap<string, TitleAnswer>;
}
