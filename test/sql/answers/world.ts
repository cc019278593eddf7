import { addDays, type Day, daysFrom, parseDay } from '../../../function/core/day.ts';
import type { DayCommit } from '../../../function/core/warehouse.ts';
import { emptyDay, type ListedTitle, listedDay } from '../../support/listed-days.ts';
import { randomFrom } from '../../support/wikimedia/random.ts';

/** A made-up wiki of which the views of every title are known, listed or not. */
export interface World {
  readonly first: Day;
  readonly last: Day;
  /** What the warehouse gets to see: of each day the list, or that there is none. */
  readonly days: readonly DayCommit[];
  readonly isObserved: (day: Day) => boolean;
  /** The titles that lead to an article, listed or not. */
  readonly titles: readonly string[];
  /** The true views of a title. */
  readonly viewsOf: (title: string, day: Day) => number;
  /** The list of each observed day. */
  readonly lists: ReadonlyMap<Day, readonly ListedTitle[]>;
  /** The titles under which a page is listed from one day to another. */
  readonly titlesOf: (page: number, first: Day, last: Day) => readonly string[];
}

/** Ten to forty days of some pages, with redirects that come to lead elsewhere, days that are not there, and many ties. */
export function makeWorld(seed: number, project = 'en.wikipedia'): World {
  const random = randomFrom(seed);
  const upTo = (count: number) => Math.floor(random() * count);
  const first = parseDay('2026-03-01');
  const length = 10 + upTo(31);
  const days = Array.from({ length }, (_, i) => addDays(first, i));
  const pages = 3 + upTo(8);
  const titles = Array.from({ length: pages + upTo(pages + 1) }, (_, i) => ({
    article: `Title_${i}`,
    // A page's own title, or a redirect.
    pages: days.map(() => i + 1),
    isArticle: random() > 0.1,
    fame: 1 + upTo(40),
  }));
  for (const title of titles.slice(pages)) {
    const [before, after, change] = [1 + upTo(pages), 1 + upTo(pages), upTo(length * 2)];
    title.pages = days.map((_, i) => (i < change ? before : after));
  }
  // Few different figures make ties; a burst makes a trend.
  const trueViews = titles.map(({ fame }) => days.map(() => 1 + upTo(fame) + (random() < 0.1 ? upTo(100) : 0)));
  const [seen, usual] = [random(), 1 + upTo(5)];
  const observed = days.map(() => random() < 0.5 + seen);
  const wanted = days.map(() => (random() < 0.2 ? 1 + upTo(5) : usual));

  const lists = days.map((_, i) => {
    const all = titles.map(({ article, pages: leadsTo, isArticle }, t): ListedTitle => {
      return { article, page: leadsTo[i] ?? null, isArticle, views: trueViews[t]?.[i] ?? 0 };
    });
    return listOf(
      all.toSorted((a, b) => b.views - a.views || (random() < 0.5 ? -1 : 1)),
      wanted[i] ?? usual,
    );
  });

  const at = (day: Day) => daysFrom(first, day);
  const isObserved = (day: Day) => observed[at(day)] === true && (lists[at(day)]?.length ?? 0) > 0;
  return {
    first,
    last: addDays(first, length - 1),
    days: days.flatMap((day, i) => {
      const list = lists[i] ?? [];
      if (observed[i] === true && list.length > 0) return [listedDay(project, day, list)];
      return random() < 0.5 ? [emptyDay(project, day, random() < 0.5 ? 'absent' : 'refused')] : [];
    }),
    isObserved,
    titles: titles.filter(({ isArticle }) => isArticle).map(({ article }) => article),
    viewsOf: (title, day) => trueViews[titles.findIndex(({ article }) => article === title)]?.[at(day)] ?? 0,
    lists: new Map(days.filter(isObserved).map((day) => [day, lists[at(day)] ?? []])),
    titlesOf(page, from, to) {
      const listed = days
        .filter((day, i) => day >= from && day <= to && observed[i] === true)
        .flatMap((day) => (lists[at(day)] ?? []).filter((title) => title.isArticle && title.page === page));
      return [...new Set(listed.map(({ article }) => article))];
    },
  };
}

/** Down to the wanted article, or all when there are fewer; nothing where there is no article. */
function listOf(all: readonly ListedTitle[], wanted: number): readonly ListedTitle[] {
  const articles = all.filter(({ isArticle }) => isArticle);
  const last = articles[Math.min(wanted, articles.length) - 1];
  // Only a list that ends at the wanted article says how many views the others have at most.
  return last === undefined || articles.length < wanted ? [] : all.slice(0, all.indexOf(last) + 1);
}
