import { hashOf, mix, randomFrom } from './random.ts';

/** One entry of a ranking, as the Analytics API gives it. */
export interface RankingEntry {
  readonly article: string;
  readonly views: number;
  readonly rank: number;
}

export type Access = 'all-access' | 'desktop' | 'mobile-web' | 'mobile-app';
export const ACCESSES: readonly Access[] = ['all-access', 'desktop', 'mobile-web', 'mobile-app'];

export function isAccess(text: string): text is Access {
  return ACCESSES.some((access) => access === text);
}

/** A page and its views on one day, over all kinds of access. */
export interface PageViews {
  readonly article: string;
  readonly views: number;
}

/** The ranking for one kind of access: each has its own views, its own order and its own last entry. */
export function rankFor(
  access: Access,
  pages: readonly PageViews[],
  length: number,
  seed: number,
): readonly RankingEntry[] {
  const counted =
    access === 'all-access'
      ? pages
      : pages.map(({ article, views }) => ({ article, views: viewsBy(access, views, article, seed) }));
  const listed = counted.filter(({ views }) => views > 0).sort((one, other) => other.views - one.views);
  let rank = 0;
  return listed.slice(0, length).map(({ article, views }, index) => {
    // Ties share a rank and the next rank is skipped: 1, 2, 2, 4.
    if (listed[index - 1]?.views !== views) rank = index + 1;
    return { article, views, rank };
  });
}

/** How many entries a list has: the real ones end a little under 1,000. */
export function lengthOf(project: string, access: Access, day: string, seed: number): number {
  return 1_000 - (hashOf(seed, project, access, day, 'length') % 4);
}

/** Desktop, mobile web and mobile app together make the views over all access. */
function viewsBy(access: Exclude<Access, 'all-access'>, views: number, article: string, seed: number): number {
  const desktop = Math.floor(views * desktopShareOf(article, seed));
  const mobileWeb = Math.floor((views - desktop) * 0.985);
  if (access === 'desktop') return desktop;
  return access === 'mobile-web' ? mobileWeb : views - desktop - mobileWeb;
}

/** Most articles are read 25 to 45 % on desktop. A few are not, and nobody knows whether people read those. */
export function desktopShareOf(article: string, seed: number): number {
  const known = ODD_SHARES.get(article);
  if (known !== undefined) return known;
  const base = hashOf(seed, article, 'device');
  const chance = mix(base, 0);
  if (chance < 0.012) return 0.96;
  if (chance < 0.024) return 0.02;
  return 0.25 + mix(base, 1) * 0.2;
}

const ODD_SHARES = new Map([
  ['.xxx', 0.02],
  ['.xyz', 0.96],
  ['404.php', 0.97],
  ['Special:Search', 0.82],
  ['Spécial:Recherche', 0.82],
]);

/** Makes two neighbours of the first 100 draw on some days, as happens on real lists. */
export function withTie(pages: readonly PageViews[], dayHash: number): readonly PageViews[] {
  const random = randomFrom(dayHash);
  if (random() >= 0.5) return pages;
  const at = 20 + Math.floor(random() * 70);
  const above = pages[at - 1];
  const tied = pages[at];
  if (above === undefined || tied === undefined) return pages;
  return pages.with(at, { article: tied.article, views: above.views });
}
