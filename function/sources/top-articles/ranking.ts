import Type from 'typebox';
import { TransientError } from '../../core/errors.ts';
import type { Partition } from '../../core/partition.ts';
import { parserOf } from '../../core/shape.ts';

/** The sites a view can come through, as the Analytics API names them. */
export const accesses = ['all-access', 'desktop', 'mobile-web'] as const;
export type Access = (typeof accesses)[number];

export interface RankedPage {
  /** As it was requested, with underscores: redirects and misspellings have entries of their own. */
  readonly article: string;
  readonly views: number;
  readonly rank: number;
}

/** A ranking byte for byte as received, and what it says. */
export interface Ranking {
  readonly bytes: Uint8Array;
  readonly pages: readonly RankedPage[];
}

/** Shape: https://doc.wikimedia.org/generated-data-platform/aqs/analytics-api/reference/page-views.html */
/** Beyond it a number is no longer the one that was sent. */
const exact = Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });

const parseAnswer = parserOf(
  Type.Object({
    items: Type.Tuple([
      Type.Object({
        project: Type.String(),
        access: Type.String(),
        year: Type.String(),
        month: Type.String(),
        day: Type.String(),
        articles: Type.Array(Type.Object({ article: Type.String(), views: exact, rank: exact })),
      }),
    ]),
  }),
);

export function rankingUrl(baseUrl: string, { project, day }: Partition, access: Access): string {
  return `${baseUrl}/metrics/pageviews/top/${project}/${access}/${day.replaceAll('-', '/')}`;
}

/** Throws TransientError for anything but the ranking of this very partition and access. */
export function parseRanking(body: unknown, { project, day }: Partition, access: Access): readonly RankedPage[] {
  const what = `the ${access} ranking of ${project} for ${day}`;
  const { items } = parseAnswer(body, (problem) => new TransientError(`Cannot read ${what}: ${problem}`));
  const [item] = items;
  const got = `${item.project} ${item.access} ${item.year}-${item.month}-${item.day}`;
  if (got !== `${project} ${access} ${day}`) throw new TransientError(`Asked for ${what}, but got ${got}`);
  return item.articles;
}
