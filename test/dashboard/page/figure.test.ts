import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, notForPlatform } from '../../support/browser/chromium.ts';
import { openStand, type Stand } from '../../support/browser/stand.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { partition } from '../../support/partitions.ts';

/** The 1st, 2nd and 4th of September 2026; in the category `Tides` is the first page of the 1st and the 4th. */
const days = ['2026-09-01', '2026-09-02', '2026-09-04'].map((day, i) => {
  const { batches, ledger } = dayCommit(partition(day), { articles: i === 1 ? 2 : 3 });
  const categories = batches.article_categories.map((row, place) => ({
    ...row,
    visible: place === 0 && i !== 1 ? ['Tides'] : ['Stars'],
  }));
  return { ledger, batches: { ...batches, article_categories: categories } };
});

describe.skipIf(!hasChromium)(hasChromium ? 'a chart of the page, in Chromium' : notForPlatform, () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await openStand(async () => {});
    await stand.loadMore(days);
  });
  afterAll(() => stand[Symbol.asyncDispose]());

  test('of the topics is a table, too: each day with the views of each topic, or why there are none', async () => {
    await using reader = await stand.openReader({ width: 360 });
    const { page } = reader;
    await reader.open('/?view=topics');
    await page.getByText('The days as a table').click();
    await page.getByRole('region', { name: /, as a table$/ }).waitFor();
    const table = page.getByRole('region', { name: 'Views a day of Stars, Tides, as a table' });
    expect(await table.getByRole('row').allInnerTexts()).toEqual([
      'Day\tStars\tTides',
      'Sep 4, 2026\t2,000\t1,000',
      'Sep 3, 2026\tnot known: missing\tnot known: missing',
      'Sep 2, 2026\t2,000\tno listed page',
      'Sep 1, 2026\t2,000\t1,000',
    ]);
    expect(await reader.audit()).toEqual([]);
    expect(reader.complaints).toEqual([]);
  });

  test.each([
    ['/?view=topics', 0, 'Day Sep 1, 2026 Stars 2,000 Tides 1,000'],
    ['/?view=topics', 1, 'Day Sep 2, 2026 Stars 2,000 Tides no listed page'],
    ['/?view=topics', 2, 'Day Sep 3, 2026 Stars not loaded Tides not loaded'],
    ['/?view=article&page=1003', 1, 'Day Sep 2, 2026 Views not listed At most, where not listed 1,000'],
    ['/?view=article&page=1003', 2, 'Day Sep 3, 2026 Views not loaded At most, where not listed –'],
  ])('says in the legend of %s what is known of day %i: %s', async (address, day, said) => {
    await using reader = await stand.openReader();
    await reader.open(address);
    await pointAt(reader.page, day);
    const cells = await reader.page.locator('.legend th, .legend td').allInnerTexts();
    expect(cells.join(' ').trim()).toBe(said);
    expect(reader.complaints).toEqual([]);
  });

  test('says in its legend what is known of the last day where none is pointed at', async () => {
    await using reader = await stand.openReader();
    const { page } = reader;
    await reader.open('/?view=topics');
    await page.locator('canvas').waitFor();
    const said = async () => (await page.locator('.legend th, .legend td').allInnerTexts()).join(' ');
    expect(await said()).toBe('Day Sep 4, 2026 Stars 2,000 Tides 1,000');
    await pointAt(page, 1);
    expect(await said()).toContain('Sep 2, 2026');
    await page.getByRole('heading', { level: 1 }).hover();
    expect(await said()).toBe('Day Sep 4, 2026 Stars 2,000 Tides 1,000');
    expect(reader.complaints).toEqual([]);
  });

  test('keeps nothing within its image that is read or reached', async () => {
    await using reader = await stand.openReader();
    await reader.open('/?view=topics');
    const image = reader.page.getByRole('figure').getByRole('img');
    await image.locator('canvas').waitFor();
    expect(await image.innerText()).toBe('');
    expect(await image.locator('a, button, input, table, [tabindex]').count()).toBe(0);
    const read = await reader.page.locator('.legend').ariaSnapshot();
    for (const label of ['Day', 'Stars', 'Tides']) expect(read).toContain(label);
    expect(reader.complaints).toEqual([]);
  });

  test('has as many days of a category as the API has where none are asked for', async () => {
    await using one = await openStand(async () => {});
    await one.loadMore(['2026-05-01', '2026-09-01'].map((day) => dayCommit(partition(day))));
    await using reader = await one.openReader();
    const { page } = reader;
    await reader.open('/?view=category&category=Living+people&day=2026-09-01');
    await page.getByText('The days as a table').click();
    await page.getByRole('region', { name: /, as a table$/ }).waitFor();
    const shown = await page
      .getByRole('region', { name: /, as a table$/ })
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader') })
      .count();
    const { history } = await (await page.request.get('/api/v1/categories/Living%20people?end=2026-09-01')).json();
    expect(shown).toBe(history.length);
    expect(reader.complaints).toEqual([]);
  });

  test('where no category tells one page from another says so, and draws nothing', async () => {
    await using one = await openStand(async () => {});
    await one.loadMore([dayCommit(partition('2026-09-01'))]);
    await using reader = await one.openReader();
    await reader.open('/?view=topics');
    expect(await reader.page.getByRole('main').innerText()).toContain('No category tells one listed page from another');
    expect(await reader.page.locator('canvas').count()).toBe(0);
    expect(reader.complaints).toEqual([]);
  });
});

/** Points at a day of the four that are drawn. */
async function pointAt(page: Page, day: number): Promise<void> {
  const room = page.locator('.u-over');
  const { width = 0, height = 0 } = (await room.boundingBox()) ?? {};
  await room.hover({ position: { x: ((day + 0.5) / 4) * width, y: height / 2 } });
}
