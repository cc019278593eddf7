import type { DayCommit } from '../../function/core/warehouse.ts';
import { dayCommit } from './day-commit.ts';
import { french, partition } from './partitions.ts';

/** Titles that break a page that is not careful, from the first place down. */
export const oddTitles: readonly string[] = [
  'W'.repeat(200),
  'منارة الإسكندرية',
  `<img src=x onerror="document.title='broken into'"><b>bold</b>`,
  'Who & What? #1/2: 100% of "it"',
  '🎈'.repeat(12),
];

/** A category of all odd titles. */
export const oddCategory = '<script>alert(1)</script> & more/less?';

/** The one that is read on desktops only, by its place in the titles. */
const suspect = 1;

/**
 * Days of a real wiki with all that can become of one: loaded on the 1st, 2nd and 6th of September 2026, absent on the
 * 3rd, refused on the 4th, never asked for on the 5th. Another wiki has the 6th only.
 */
export function oddDays(): readonly DayCommit[] {
  return [
    oddDay('2026-09-01'),
    oddDay('2026-09-02'),
    lacking('2026-09-03', 'absent', 'Wikimedia has no ranking for it'),
    lacking('2026-09-04', 'refused', 'structure: 99 articles of 100'),
    oddDay('2026-09-06'),
    dayCommit(partition('2026-09-06', french), { articles: 2 }),
  ];
}

function oddDay(day: string): DayCommit {
  const { ledger, batches } = dayCommit(partition(day), { articles: 8, views: 5000 });
  const nameOf = (i: number) => oddTitles[i]?.replaceAll(' ', '_');
  return {
    ledger,
    batches: {
      top_articles: batches.top_articles.map((row, i) => ({
        ...row,
        article: nameOf(i) ?? row.article,
        page_title: oddTitles[i] ?? row.page_title,
        description: oddTitles[i] ?? null,
        views: row.views - i,
        desktop_views: i === suspect ? row.views - i - 10 : 1000,
        mobile_web_views: i === suspect ? 10 : null,
      })),
      article_categories: batches.article_categories.map((row, i) => ({
        ...row,
        article: nameOf(i) ?? row.article,
        visible: i < oddTitles.length ? [oddCategory] : [],
      })),
    },
  };
}

function lacking(day: string, status: 'absent' | 'refused', reason: string): DayCommit {
  return dayCommit(partition(day), { articles: 0, ledger: { status, reason } });
}
