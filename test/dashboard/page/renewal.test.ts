import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasChromium, notForPlatform } from '../../support/browser/chromium.ts';
import { openStand, type Stand } from '../../support/browser/stand.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { partition } from '../../support/partitions.ts';

const noon = '2026-11-20T12:00:00Z';
const days = ['2026-11-16', '2026-11-17', '2026-11-18'].map((day) => dayCommit(partition(day), { articles: 30 }));
const nextDay = dayCommit(partition('2026-11-19'), { articles: 30, views: 4321 });

describe.skipIf(!hasChromium)(hasChromium ? 'the page, in Chromium, that stays open' : notForPlatform, () => {
  let stand: Stand;
  beforeEach(async () => {
    stand = await openStand(async () => {});
    await stand.loadMore(days);
  });
  afterEach(() => stand[Symbol.asyncDispose]());

  /** At noon of the 20th of November 2026, UTC: as long as the test says, and no longer. */
  async function openReader(address: string) {
    const reader = await stand.openReader();
    await reader.page.clock.install({ time: noon });
    await reader.open(address);
    return reader;
  }

  test('says which day is the newest one, how long ago that was, and when it was looked up', async () => {
    await using reader = await openReader('/');
    const { page } = reader;
    expect(await page.locator('#freshness').innerText()).toBe(
      'Newest day: Nov 18, 2026, 2 days ago · looked up at 12:00',
    );
    await page.clock.runFor('10:00');
    await page.getByText('looked up at 12:10').waitFor();
    await page.clock.runFor('12:00:00');
    await page.getByText('Newest day: Nov 18, 2026, 3 days ago').waitFor();
    expect(reader.complaints).toEqual([]);
  });

  test('shows a day that was loaded meanwhile, and leaves the reader where he is', async () => {
    await using reader = await openReader('/');
    const { page } = reader;
    const link = page.getByRole('link', { name: 'Article 9', exact: true });
    await link.focus();
    await page.evaluate('scrollTo(0, 700)');
    await stand.loadMore([nextDay]);
    await page.clock.runFor('05:00');
    await reader.reads('Most read on Thursday, November 19, 2026');
    expect(await page.title()).toBe('Most read on Thursday, November 19, 2026 · wikitrends');
    expect(await page.getByRole('listitem').filter({ has: link }).innerText()).toContain('4,321 views');
    expect(await page.locator('#freshness').innerText()).toContain('Newest day: Nov 19, 2026, yesterday');
    expect(await page.getByLabel('Day', { exact: true }).inputValue()).toBe('2026-11-19');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Article 9');
    expect(await page.evaluate('scrollY')).toBe(700);
    expect(await page.getByRole('status').filter({ hasText: /./ }).allInnerTexts()).toEqual([
      'Most read on Thursday, November 19, 2026',
    ]);
    expect(reader.complaints).toEqual([]);
  });

  test('keeps the focus on a page that has another place, and leaves it with the heading where it is gone', async () => {
    await using reader = await openReader('/?day=2026-11-18');
    const { page } = reader;
    await page.getByRole('link', { name: 'Article 20', exact: true }).focus();
    await stand.loadMore([changedDay(1, (rank) => rank > 15)]);
    await page.clock.runFor('05:00');
    await page.locator('.entry').nth(15).waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Article 20');
    await stand.loadMore([changedDay(2, (rank) => rank < 15)]);
    await page.clock.runFor('05:00');
    await page.getByRole('link', { name: 'Article 20', exact: true }).waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    expect(reader.complaints).toEqual([]);
  });

  test('stays on the day that the address names, and leads to the new one', async () => {
    await using reader = await openReader('/?day=2026-11-18');
    const { page } = reader;
    const day = page.getByLabel('Day', { exact: true });
    await day.focus();
    await page.keyboard.type('1117');
    expect(await page.getByRole('link', { name: 'Day after' }).count()).toBe(0);
    await stand.loadMore([nextDay]);
    await page.clock.runFor('05:00');
    await page.getByRole('link', { name: 'Day after' }).waitFor();
    expect(await day.inputValue()).toBe('2026-11-17');
    expect(await page.evaluate('document.activeElement.name')).toBe('day');
    await page.keyboard.press('Enter');
    await reader.reads('Most read on Tuesday, November 17, 2026');
    expect(reader.complaints).toEqual([]);
  });

  test('asks without being sent again what it has, and touches nothing where nothing has changed', async () => {
    await using reader = await openReader('/?view=category&category=Living+people');
    const { page } = reader;
    await page.locator('canvas').waitFor();
    await page.evaluate(`(() => {
      window.touched = 0;
      const watch = new MutationObserver((changes) => { window.touched += changes.length; });
      watch.observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true });
    })()`);
    const answers = watchAnswers(page);
    await page.clock.runFor('05:00');
    await page.getByText('looked up at 12:05').waitFor();
    expect(await answers.sizes()).toEqual([0, 0]);
    expect(await page.evaluate('touched')).toBe(0);
    expect(reader.complaints).toEqual([]);
  });

  test('draws a chart anew that has a day more, and leaves its table open and the focus with it', async () => {
    await using reader = await openReader('/?view=category&category=Living+people');
    const { page } = reader;
    await page.getByText('The days as a table').click();
    const table = page.getByRole('region', { name: /, as a table$/ });
    await table.waitFor();
    expect(await table.getByRole('row').count()).toBe(4);
    await stand.loadMore([nextDay]);
    await page.clock.runFor('05:00');
    await table.getByRole('row').nth(4).waitFor();
    await page.locator('canvas').waitFor();
    expect(await page.locator('canvas').count()).toBe(1);
    expect(await page.locator('.legend').innerText()).toContain('Nov 19, 2026');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('The days as a table');
    expect(reader.complaints).toEqual([]);
  });

  test('asks nothing while nobody sees it, and at once when somebody comes back to it', async () => {
    await using reader = await openReader('/');
    const { page } = reader;
    const answers = watchAnswers(page);
    await setVisibility(page, 'hidden');
    await stand.loadMore([nextDay]);
    await page.clock.runFor('02:00:00');
    await setVisibility(page, 'visible');
    await reader.reads('Most read on Thursday, November 19, 2026');
    expect(await answers.sizes()).toHaveLength(2);
    await setVisibility(page, 'hidden');
    await page.clock.runFor('00:30');
    await setVisibility(page, 'visible');
    await page.clock.runFor('04:30');
    await page.getByText('looked up at 14:05').waitFor();
    expect(await answers.sizes()).toHaveLength(4);
    expect(reader.complaints).toEqual([]);
  });

  test('says once that it cannot be renewed, keeps what is shown, and takes it back when it can', async () => {
    await using reader = await openReader('/');
    const { page } = reader;
    await page.evaluate(`(() => {
      window.said = [];
      const status = document.querySelector('#trouble');
      new MutationObserver(() => { window.said.push(status.textContent); }).observe(status, { childList: true });
    })()`);
    const shown = await page.getByRole('main').innerText();
    await page.context().setOffline(true);
    await page.clock.runFor('05:00');
    await page.getByRole('status').filter({ hasText: 'Cannot be renewed, what is shown stays.' }).waitFor();
    await reader.keep('not-renewed');
    await page.clock.runFor('10:00');
    expect(await page.getByRole('main').innerText()).toBe(shown);
    expect(await page.locator('#freshness').innerText()).toContain('looked up at 12:00');
    await page.context().setOffline(false);
    await page.clock.runFor('05:00');
    await page.getByText('looked up at 12:20').waitFor();
    expect(await page.evaluate('said')).toEqual([
      'Cannot be renewed, what is shown stays. The server does not answer: is it still running?',
      '',
    ]);
    expect(reader.complaints.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });

  test('shows by itself what could not be shown', async () => {
    await using reader = await openReader('/');
    const { page } = reader;
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Range' }).click();
    await reader.reads('This cannot be shown');
    await page.context().setOffline(false);
    await page.clock.runFor('05:00');
    await reader.reads('Most read from Nov 12, 2026 to Nov 18, 2026');
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    expect(reader.complaints.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });
});

/** The 18th of November, loaded again so many hours later, with only some of its pages. */
function changedDay(hours: number, isLeft: (rank: number) => boolean) {
  const { batches, ledger } = dayCommit(partition('2026-11-18'), {
    articles: 30,
    ledger: { ingested_at: `2026-11-21T0${6 + hours}:00:00.000Z` },
  });
  return { ledger, batches: { ...batches, top_articles: batches.top_articles.filter(({ rank }) => isLeft(rank)) } };
}

/** Bytes of the bodies that the API sends from now on. */
function watchAnswers(page: Page) {
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.url().includes('/api/')) sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  return { sizes: () => Promise.all(sizes) };
}

/** As when the reader turns to another tab of the browser, which this browser has none of. */
async function setVisibility(page: Page, state: 'visible' | 'hidden'): Promise<void> {
  await page.evaluate(`Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'))`);
}
