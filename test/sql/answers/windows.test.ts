import { expect, test } from 'vitest';
import { addDays, parseDay } from '../../../function/core/day.ts';
import { openInMemory } from '../../support/in-memory.ts';
import { listedDay } from '../../support/listed-days.ts';

const today = parseDay('2026-09-30');
const ago = (days: number) => addDays(today, -days);

/** A day of one page, with a category of the same name. */
function dayOf(title: string, day: string, views = 10) {
  return listedDay('en.wikipedia', day, [{ article: title, page: title.length, views, visible: [title] }]);
}

test.each([
  [7, ['listed before', 15, 2]],
  [8, ['new to the list', 0, 1]],
])('category_trends looks at the 7 days before, of which one %i days ago is or is not', async (days, expected) => {
  await using warehouse = await openInMemory();
  await warehouse.commit([dayOf('Alpha', ago(days), 30), dayOf('Beta', ago(1)), dayOf('Alpha', today)]);
  const asked = `SELECT history, listed_mean_before, days_observed FROM category_trends WHERE view_date = '${today}'`;
  expect((await warehouse.query(asked)).rows).toEqual([expected]);
});

test.each([
  [28, ['listed before', 30, 1]],
  [29, ['no history', null, 0]],
])('trending looks at the 28 days before, of which one %i days ago is or is not', async (days, expected) => {
  await using warehouse = await openInMemory();
  await warehouse.commit([dayOf('Alpha', ago(days), 30), dayOf('Alpha', today)]);
  const asked = `SELECT history, usual_views_max, days_observed FROM trending WHERE view_date = '${today}'`;
  expect((await warehouse.query(asked)).rows).toEqual([expected]);
});

test('trending calls no page new to the list whose title was there, as no article or as another page', async () => {
  await using warehouse = await openInMemory();
  const titles = [
    { article: 'Main_Page', page: null, views: 90 },
    { article: 'Alpha', page: null, views: 50 },
    { article: 'Beta', page: 2, views: 40 },
  ];
  const moved = [
    { article: 'Alpha', page: 1, views: 80 },
    { article: 'Beta', page: 3, views: 70 },
    { article: 'Gamma', page: 4, views: 60 },
  ];
  await warehouse.commit([listedDay('en.wikipedia', ago(1), titles), listedDay('en.wikipedia', today, moved)]);
  const asked = `SELECT article, history, days_listed, usual_views_max FROM trending
    WHERE view_date = '${today}' ORDER BY article`;
  expect((await warehouse.query(asked)).rows).toEqual([
    ['Alpha', 'listed before', 1, 50],
    ['Beta', 'listed before', 1, 40],
    ['Gamma', 'new to the list', 0, 40],
  ]);
});

test('range_top is about the days of its range, whatever is observed before and after', async () => {
  await using warehouse = await openInMemory();
  await warehouse.commit([5, 4, 3, 2, 1].map((days) => dayOf(days % 2 === 0 ? 'Alpha' : 'Beta', ago(days), 10 * days)));
  const asked = `SELECT page_title, views_min, views_max, days_listed, days_observed, days_in_range
    FROM range_top(DATE '${ago(4)}', DATE '${ago(3)}') ORDER BY rank`;
  expect((await warehouse.query(asked)).rows).toEqual([
    ['Page 5', 40, 70, 1, 2, 2],
    ['Page 4', 30, 70, 1, 2, 2],
  ]);
});

test('range_top is certain of no place while a day of its range is not observed', async () => {
  await using warehouse = await openInMemory();
  const list = [
    { article: 'Alpha', page: 1, views: 100 },
    { article: 'Beta', page: 2, views: 1 },
  ];
  await warehouse.commit([listedDay('en.wikipedia', ago(1), list), listedDay('en.wikipedia', ago(3), list)]);
  const certain = async (first: string, last: string) => {
    const asked = `SELECT is_certain FROM range_top(DATE '${first}', DATE '${last}') WHERE rank = 1`;
    return (await warehouse.query(asked)).rows;
  };
  expect(await certain(ago(1), ago(1))).toEqual([[true]]);
  expect(await certain(ago(3), ago(1))).toEqual([[false]]);
});

test('range_top calls a page as it was called on the last day that lists it', async () => {
  await using warehouse = await openInMemory();
  const named = (pageTitle: string) => [{ article: 'Alpha', page: 1, views: 10, pageTitle }];
  await warehouse.commit([
    listedDay('en.wikipedia', ago(3), named('Beta')),
    listedDay('en.wikipedia', ago(2), named('Gamma')),
    listedDay('en.wikipedia', ago(1), named('Alpha')),
  ]);
  const asked = `SELECT page_title FROM range_top(DATE '${ago(3)}', DATE '${ago(1)}')`;
  expect((await warehouse.query(asked)).rows).toEqual([['Alpha']]);
});

test('category_trends counts of the days before what it counts of the day: articles, each once, in visible categories', async () => {
  await using warehouse = await openInMemory();
  const visible = ['Letters'];
  const before = [
    { article: 'Draft:Alpha', page: 1, isArticle: false, views: 1000, visible },
    { article: 'Alpha', page: 1, views: 50, visible },
    { article: 'Alfa', page: 1, views: 30, visible },
    { article: 'Beta', page: 2, views: 20, hidden: ['Letters'] },
  ];
  const days = [listedDay('en.wikipedia', ago(2), before), listedDay('en.wikipedia', ago(1), before)];
  await warehouse.commit([...days, listedDay('en.wikipedia', today, before)]);
  const asked = `SELECT category, pages, views, ROUND(share, 2), listed_mean_before, days_observed
    FROM category_trends WHERE view_date = '${today}'`;
  expect((await warehouse.query(asked)).rows).toEqual([['Letters', 1, 80, 0.8, 80, 2]]);
});

test('observed_days are those that the ledger calls loaded, whatever rows there are', async () => {
  await using warehouse = await openInMemory();
  await warehouse.commit([dayOf('Alpha', ago(2)), dayOf('Alpha', ago(1))]);
  await warehouse.query(`UPDATE ingested_days SET status = 'refused' WHERE view_date = '${ago(2)}'`);
  expect((await warehouse.query('SELECT view_date FROM observed_days')).rows).toEqual([[ago(1)]]);
});
