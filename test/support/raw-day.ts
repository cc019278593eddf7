import type { Access, RankedPage } from '../../function/sources/top-articles/ranking.ts';
import type { RawDay, TitleAnswer, WikiPage } from '../../function/sources/top-articles/raw.ts';
import { partition } from './partitions.ts';

export interface RawDayOptions {
  /** The whole list, the first page first; three articles unless given. */
  readonly pages?: readonly RankedPage[];
  /** More lists than the main one. */
  readonly lists?: Partial<Record<Access, readonly RankedPage[]>>;
  /** What the wiki answered, where it is not an article with one category. */
  readonly answers?: Readonly<Record<string, Partial<TitleAnswer>>>;
  /** How many titles of the list were read; all unless given. */
  readonly read?: number;
}

/** A small made-up day as a source extracts it. */
export function rawDay({ pages = entries(3), lists = {}, answers = {}, read }: RawDayOptions = {}): RawDay {
  const all: readonly (readonly [Access, readonly RankedPage[]])[] = [
    ['all-access', pages],
    ...(['desktop', 'mobile-web'] as const).flatMap((access) => {
      const list = lists[access];
      return list === undefined ? [] : [[access, list] as const];
    }),
  ];
  const titles = pages.slice(0, read).map(({ article }) => titleAnswer(article, answers[article]));
  return {
    partition: partition('2026-09-01'),
    rankings: new Map(all.map(([access, list]) => [access, { bytes: Buffer.from(JSON.stringify(list)), pages: list }])),
    titles: new Map(titles.map((answer) => [answer.asked, answer])),
  };
}

/** `Article_1` with 1000 views, `Article_2` with 999, and so on. */
export function entries(count: number): readonly RankedPage[] {
  return Array.from({ length: count }, (_, i) => ({ article: `Article_${i + 1}`, views: 1000 - i, rank: i + 1 }));
}

export function page(title: string, other: Partial<WikiPage> = {}): WikiPage {
  return { title, pageid: 1, ns: 0, categories: [{ title: 'Category:Living people', hidden: false }], ...other };
}

function titleAnswer(asked: string, other: Partial<TitleAnswer> = {}): TitleAnswer {
  const title = asked.replaceAll('_', ' ');
  return {
    asked,
    led_to: title,
    is_main_page: false,
    page: page(title),
    complete: true,
    fetched_at: '2026-11-21T05:00:00.000Z',
    ...other,
  };
}
