import type { IngestedDay, TopArticle } from '../schema/tables.ts';
import type { Partition } from './partition.ts';

/** The rows of each table. */
export interface Batches {
  readonly top_articles: readonly TopArticle[];
  readonly article_categories: readonly CategoriesOfArticle[];
}

/** Some rows of `article_categories`, folded: unfolded they would repeat all but the name thirty times over. */
export interface CategoriesOfArticle {
  readonly view_date: string;
  readonly project: string;
  readonly article: string;
  readonly fetched_at: string;
  /** Names of the categories that readers see, and of those that the wiki hides. */
  readonly visible: readonly string[];
  readonly hidden: readonly string[];
}

/** What a source found for a partition. */
export type Extraction<Raw> = { readonly partition: Partition } & (
  | { readonly found: 'raw'; readonly raw: Raw }
  /** Not published yet; it may still come. */
  | { readonly found: 'pending'; readonly reason: string }
  /** The source will never have it. */
  | { readonly found: 'absent'; readonly reason: string }
  | { readonly found: 'error'; readonly error: unknown }
);

/** A partition as rows, with what the ledger says of it. */
export interface Transformed {
  readonly batches: Batches;
  readonly articles: number;
  /** Rows of `article_categories`. */
  readonly categories: number;
  readonly views: number;
  readonly contentHash: string;
  /** What the quality checks found wrong; a sound day has none. */
  readonly faults: readonly string[];
  /** What a reader of the ledger should know of a sound day. */
  readonly notes: readonly string[];
  /** What the ledger of another warehouse says of later rechecks; a day that was just read has none. */
  readonly rechecks?: Rechecks;
}

/** When upstream was asked for a loaded day again, and since when its answer is another. */
export type Rechecks = Pick<IngestedDay, 'checked_at' | 'changed_at'>;

export interface Source<Raw> {
  /** Reads the partitions and yields them in the given order; ends early when the signal aborts. */
  extract(partitions: readonly Partition[], signal: AbortSignal): AsyncIterable<Extraction<Raw>>;
  /** Pure: the same raw data gives the same rows. `ingestedAt` is ISO 8601 in UTC. */
  transform(raw: Raw, ingestedAt: string): Transformed;
}
