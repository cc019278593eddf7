import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { daysBefore, english, french } from '../../support/partitions.ts';
import { type Row, rowsOf } from '../../support/warehouse-rows.ts';
import { readRecorded } from '../../support/wikimedia/recorded.ts';
import { startWorldRun, type WorldRun } from '../../support/world-run.ts';

const folder = fileURLToPath(new URL('../../../../shared/wikimedia', import.meta.url));
const isThere = existsSync(folder);

const name = isThere ? 'topArticles() of the real lists' : `skipped, for there are no real lists in ${folder}`;

describe.skipIf(!isThere)(name, () => {
  const days = [...daysBefore('2021-10-05', 5, french), ...daysBefore('2026-09-28', 1, english)];
  let run: WorldRun;
  let rows: readonly Row[];

  beforeAll(async () => {
    run = await startWorldRun({ wikimedia: { recorded: folder } });
    expect(await run.ingest(days)).toMatchObject({ verdict: 'done' });
    rows = await rowsOf(run.warehouse, 'top_articles');
  });

  afterAll(() => run[Symbol.asyncDispose]());

  describe.each(days)('$project on $day', ({ project, day }) => {
    const ofDay = () => rows.filter((row) => row.project === project && row.view_date === day);

    test('has exactly 100 articles, ranked from 1 to 100 in the order of the list', () => {
      const byPlace = listed(ofDay());
      const ranks = byPlace.flatMap(({ article_rank }) => (article_rank === null ? [] : [article_rank]));
      expect(ranks).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
      expect(byPlace.at(-1)?.article_rank).toBe(100);
    });

    test('has the other pages of the list too, and none of them ranked', () => {
      const others = ofDay().filter(({ is_article }) => !is_article);
      expect(others.length).toBeGreaterThan(1);
      expect(others.every(({ article_rank }) => article_rank === null)).toBe(true);
      const titles = others.map(({ article }) => article);
      const always = project === english ? ['Main_Page', 'Special:Search'] : ['Wikipédia:Accueil_principal'];
      expect(titles).toEqual(expect.arrayContaining(always));
    });

    test('keeps titles, views and ranks as Wikimedia gave them', () => {
      const entries = readRecorded(folder).entries(project, day) ?? [];
      const stored = listed(ofDay()).map(({ article, views, rank }) => ({ article, views, rank }));
      expect(stored).toEqual(entries.slice(0, stored.length));
    });
  });

  test('keeps the ties', () => {
    const ranks = Map.groupBy(rows, ({ project, view_date, rank }) => `${project} ${view_date} ${rank}`);
    expect([...ranks.values()].filter((tied) => tied.length > 1).length).toBeGreaterThan(0);
  });

  test('takes a colon for no namespace', () => {
    const articles = rows.filter(({ article, is_article }) => is_article && String(article).includes(':'));
    expect(articles.length).toBeGreaterThan(0);
  });

  /** In the order of the recorded list: ranks alone do not tell it where they tie. */
  function listed(ofDay: readonly Row[]): readonly Row[] {
    const [first] = ofDay;
    const entries = readRecorded(folder).entries(String(first?.project), String(first?.view_date)) ?? [];
    const places = new Map(entries.map(({ article }, place) => [article, place]));
    const placeOf = (row: Row) => places.get(String(row.article)) ?? Number.NaN;
    return ofDay.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
});
