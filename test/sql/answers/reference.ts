import { addDays, type Day, daysFrom } from '../../../function/core/day.ts';
import type { ListedTitle } from '../../support/listed-days.ts';
import type { Row } from '../../support/warehouse-rows.ts';

/** The lists of the observed days of a project. */
export type Lists = ReadonlyMap<Day, readonly ListedTitle[]>;

interface PageOfDay {
  readonly page: number;
  readonly views: number;
  /** Place of its best title among the articles, from 0. */
  readonly place: number;
}

/** What daily_top is to say of a day, by going through the lists one by one. */
export function dailyTopOf(lists: Lists, day: Day): readonly Row[] {
  const before = addDays(day, -1);
  const yesterday = lists.get(before);
  return pagesOf(lists, day).map(({ page, views, place }, i) => {
    const past = pagesOf(lists, before);
    const rankBefore = past.findIndex((other) => other.page === page);
    const listed = [...lists.keys()].filter((other) => other <= day && isOn(lists, other, page)).toSorted();
    let start = day;
    while (isOn(lists, addDays(start, -1), page)) start = addDays(start, -1);
    const reaches = yesterday !== undefined && articlesIn(yesterday).length > place;
    return {
      page_id: page,
      rank: i + 1,
      views,
      day_before: rankBefore >= 0 ? 'listed' : reaches ? 'not listed' : 'not observed',
      rank_change: rankBefore >= 0 ? rankBefore - i : null,
      views_change: rankBefore >= 0 ? views - (past[rankBefore]?.views ?? 0) : null,
      days_in_a_row: daysFrom(start, day) + 1,
      is_run_complete: lists.has(addDays(start, -1)),
      first_listed: listed[0] ?? null,
    };
  });
}

/** What trending is to say of a day. */
export function trendingOf(lists: Lists, day: Day): readonly Row[] {
  const past = [...lists.keys()].filter((other) => other >= addDays(day, -28) && other < day);
  return pagesOf(lists, day).map(({ page, views }) => {
    const titles = titlesOf(lists, [...past, day], page);
    const most = past.length === 0 ? null : mostOf(lists, past, titles) / past.length;
    const listed = past.filter((other) => lists.get(other)?.some(({ article }) => titles.includes(article))).length;
    return {
      page_id: page,
      views,
      usual_views_max: most,
      multiple_min: most === null ? null : views / most,
      history: past.length === 0 ? 'no history' : listed === 0 ? 'new to the list' : 'listed before',
      days_observed: past.length,
      days_listed: listed,
    };
  });
}

/** What range_top is to say of a range. */
export function rangeTopOf(lists: Lists, first: Day, last: Day): readonly Row[] {
  const days = [...lists.keys()].filter((day) => day >= first && day <= last);
  const pages = [...new Set(days.flatMap((day) => pagesOf(lists, day).map(({ page }) => page)))].map((page) => {
    const titles = titlesOf(lists, days, page);
    const of = days.flatMap((day) =>
      pagesOf(lists, day).flatMap((other, i) => (other.page === page ? [{ ...other, rank: i + 1 }] : [])),
    );
    const min = of.reduce((sum, { views }) => sum + views, 0);
    const best = Math.min(...of.map(({ rank }) => rank));
    return { page, titles: titles.length, min, max: mostOf(lists, days, titles), best, listed: of.length };
  });
  const ordered = pages.toSorted((a, b) => b.min - a.min || a.best - b.best || a.page - b.page);
  const unlisted = mostOf(lists, days, ['of none']);
  const length = daysFrom(first, last) + 1;
  return ordered.map((page, i) => ({
    page_id: page.page,
    rank: i + 1,
    titles: page.titles,
    views_min: page.min,
    views_max: page.max,
    // Certain is what no figures within the bounds would change.
    is_certain:
      days.length === length &&
      unlisted < page.min &&
      pages.every((other) => other === page || other.max < page.min || other.min > page.max),
    best_rank: page.best,
    days_listed: page.listed,
    days_observed: days.length,
    days_in_range: length,
  }));
}

function pagesOf(lists: Lists, day: Day): readonly PageOfDay[] {
  const pages = new Map<number, PageOfDay>();
  articlesIn(lists.get(day) ?? []).forEach(({ page, views }, place) => {
    if (page === null) return;
    const held = pages.get(page) ?? { page, views: 0, place };
    pages.set(page, { ...held, views: held.views + views });
  });
  return [...pages.values()].toSorted((a, b) => b.views - a.views || a.place - b.place);
}

function articlesIn(list: readonly ListedTitle[]): readonly ListedTitle[] {
  return list.filter(({ isArticle }) => isArticle);
}

function isOn(lists: Lists, day: Day, page: number): boolean {
  return pagesOf(lists, day).some((other) => other.page === page);
}

function titlesOf(lists: Lists, days: readonly Day[], page: number): readonly string[] {
  const listed = days.flatMap((day) => articlesIn(lists.get(day) ?? []).filter((title) => title.page === page));
  return [...new Set(listed.map(({ article }) => article))];
}

/** The most views that the titles can have had on these days together. */
function mostOf(lists: Lists, days: readonly Day[], titles: readonly string[]): number {
  return days.reduce((sum, day) => {
    const list = lists.get(day) ?? [];
    const bound = articlesIn(list).at(-1)?.views ?? 0;
    const views = titles.map((title) => list.find(({ article }) => article === title)?.views ?? bound);
    return sum + views.reduce((total, figure) => total + figure, 0);
  }, 0);
}
