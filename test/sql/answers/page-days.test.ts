import { expect, test } from 'vitest';
import { openInMemory } from '../../support/in-memory.ts';
import { type ListedTitle, listedDay } from '../../support/listed-days.ts';

const day = '2026-09-01';

test('page_days says of a page what is said under its best placed title, even where that is nothing', async () => {
  await using warehouse = await openInMemory();
  const best = { article: 'Alpha', page: 1, views: 20, pageTitle: 'Alpha' };
  const other = { article: 'Alfa', page: 1, views: 10, pageTitle: 'Alfa', wikidataId: 'Q2', description: 'a letter' };
  const described = { article: 'Beta', page: 2, views: 5, wikidataId: 'Q3', description: 'another letter' };
  await warehouse.commit([listedDay('en.wikipedia', day, [best, other, described])]);
  const { rows } = await warehouse.query(
    'SELECT article, page_title, wikidata_id, description FROM page_days ORDER BY rank',
  );
  expect(rows).toEqual([
    ['Alpha', 'Alpha', null, null],
    ['Beta', 'Page 2', 'Q3', 'another letter'],
  ]);
});

test.each([
  ['90 % on the desktop site', { desktop: 900, mobile: 100 }, '90 % on the desktop site: people stay below 90 %'],
  ['less than that', { desktop: 899, mobile: 101 }, null],
  ['97 % on the mobile site', { desktop: 30, mobile: 970 }, '97 % on the mobile site: people stay below 97 %'],
  ['less than that', { desktop: 31, mobile: 969 }, null],
  ['no page of which nothing is known', {}, null],
])('page_days judges %s', async (_, shares, suspicion) => {
  expect(await suspicionsOf([{ article: 'Alpha', page: 1, views: 1000, ...shares }])).toEqual([suspicion]);
});

test.each([
  ['desktop', { desktop: 900, mobile: 90 }, 'at least 90 % on the desktop site: people stay below 90 %'],
  ['mobile', { desktop: 20, mobile: 970 }, 'at least 97 % on the mobile site: people stay below 97 %'],
])('page_days suspects a page by what is known of its titles on the %s site', async (_, shares, suspicion) => {
  const redirect = { article: 'Alfa', page: 1, views: 10 };
  const of = (views: number) => suspicionsOf([{ article: 'Alpha', page: 1, views, ...shares }, redirect]);
  expect(await of(990)).toEqual([suspicion]);
  // One more view, and the least that its share can be is one of people.
  expect(await of(991)).toEqual([null]);
});

async function suspicionsOf(titles: readonly ListedTitle[]): Promise<readonly unknown[]> {
  await using warehouse = await openInMemory();
  await warehouse.commit([listedDay('en.wikipedia', day, titles)]);
  const { rows } = await warehouse.query('SELECT suspicion, is_suspect FROM page_days ORDER BY rank');
  for (const [suspicion, isSuspect] of rows) expect(isSuspect).toBe(suspicion !== null);
  return rows.map(([suspicion]) => suspicion);
}
