import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, notForPlatform } from '../../support/browser/chromium.ts';
import { openStand, type Stand } from '../../support/browser/stand.ts';
import { loadDays } from '../../support/dashboard.ts';
import { oddDays } from '../../support/odd-days.ts';

describe.skipIf(!hasChromium)(hasChromium ? 'the page, in Chromium, at an odd address' : notForPlatform, () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await openStand((file) => loadDays(file, oddDays()));
  });
  afterAll(() => stand[Symbol.asyncDispose]());

  test('takes a range that ends before it begins, or has no loaded day, for what it is', async () => {
    await using reader = await stand.openReader();
    await reader.open('/?view=range&start=2026-09-06&end=2026-09-01');
    expect(await reader.page.getByRole('main').innerText()).toContain('ends before it begins');
    await reader.open('/?view=range&start=2026-09-03&end=2026-09-05');
    expect(await reader.page.getByRole('main').innerText()).toContain('No day of this range is loaded');
    expect(reader.complaints).toEqual([]);
  });

  test.each([
    { search: 'view=range&day=2015-07-01', title: 'Most read from Jul 1, 2015 to Jul 1, 2015' },
    { search: 'view=range&end=2015-07-03', title: 'Most read from Jul 1, 2015 to Jul 3, 2015' },
    { search: 'view=category&category=Letters&day=2015-07-01', title: 'Letters' },
    { search: 'view=topics&day=2015-07-01', title: 'Topics of Wednesday, July 1, 2015' },
    { search: 'view=article&page=1001&start=2026-09-10', title: 'Nothing is known yet' },
    { search: 'view=article', title: 'No page is named' },
    { search: 'view=article&page=first', title: 'No page is named' },
    { search: 'view=category', title: 'No category is named' },
  ])('shows something for $search', async ({ search, title }) => {
    await using reader = await stand.openReader();
    await reader.open(`/?${search}`);
    await reader.reads(title);
    expect(reader.complaints).toEqual([]);
  });

  test('keeps the pickers of a range that is too long', async () => {
    await using reader = await stand.openReader();
    await reader.open('/?view=range&start=2025-09-05&end=2026-09-06');
    expect(await reader.page.getByRole('main').innerText()).toContain('A range has at most 366 days');
    expect(await reader.page.getByLabel('From').inputValue()).toBe('2025-09-05');
    expect(reader.complaints).toEqual([]);
  });

  test.each([
    { search: 'day=2026-02-30', fault: '“2026-02-30” is no day of the calendar' },
    { search: 'view=range&start=soon', fault: '“soon” is no day of the calendar' },
    { search: 'view=topics&day=2015-06-30', fault: 'the rankings begin on 2015-07-01' },
    { search: 'view=trending&day=2999-01-01', fault: '2999-01-01 lies in the future' },
  ])('says of $search that there can be no such day, and shows no other', async ({ search, fault }) => {
    await using reader = await stand.openReader();
    await reader.open(`/?${search}`);
    await reader.reads('No such day');
    const said = await reader.page.getByRole('main').innerText();
    expect(said).toContain(fault);
    expect(said).not.toContain('next run');
    await reader.page.getByRole('link', { name: 'The newest day' }).click();
    await reader.page.getByRole('heading', { level: 1, name: /Sep.* 6, 2026$/ }).waitFor();
    expect(reader.complaints).toEqual([]);
  });
});
