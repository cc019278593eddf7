import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, notForPlatform } from '../../support/browser/chromium.ts';
import { openStand, type Stand } from '../../support/browser/stand.ts';
import { loadSample } from '../../support/dashboard.ts';
import { readRows } from '../../support/warehouse-file.ts';

const project = `project = 'sample.wikipedia'`;
const newestDay = `view_date = DATE '2026-09-15'`;
const questions = {
  top: `SELECT page_title, views, views_change, rank_change, days_in_a_row FROM daily_top WHERE ${project} AND ${newestDay} ORDER BY rank`,
  trending: `SELECT page_title, multiple_min FROM trending WHERE ${project} AND ${newestDay} ORDER BY trending.multiple_min DESC LIMIT 50`,
  range: `SELECT page_title, views_min, views_max, is_certain FROM range_top(DATE '2026-09-10', DATE '2026-09-12') WHERE ${project} ORDER BY rank LIMIT 100`,
  unlisted: `SELECT views_bound FROM observed_days WHERE ${project} AND view_date = DATE '2026-09-09'`,
} as const;

describe.skipIf(!hasChromium)(hasChromium ? 'the page, in Chromium, on the sample' : notForPlatform, () => {
  let stand: Stand;
  const answers = new Map<string, readonly (readonly unknown[])[]>();

  beforeAll(async () => {
    stand = await openStand(async (file) => {
      await loadSample(file);
      for (const [name, sql] of Object.entries(questions)) answers.set(name, await readRows(file, sql));
    });
  });
  afterAll(() => stand[Symbol.asyncDispose]());

  const rowsOf = (name: keyof typeof questions) => answers.get(name) ?? [];

  test('opens on the newest day with every page of its list, in order, and what is known of each', async () => {
    await using reader = await stand.openReader();
    await reader.open('/');
    await reader.reads('Most read on Tuesday, September 15, 2026');
    const entries = reader.page.getByRole('main').locator('.entry');
    const titles = await entries.getByRole('heading', { level: 2 }).allInnerTexts();
    const rows = rowsOf('top');
    expect(titles).toEqual(rows.map(([title]) => title));
    const [title, views, change, rankChange, streak] = rows[2] ?? [];
    const third = await entries.nth(2).innerText();
    expect(third).toContain(String(title));
    expect(third).toContain(`${Number(views).toLocaleString('en')} views`);
    expect(third).toContain(`−${Math.abs(Number(change)).toLocaleString('en')}`);
    expect(third).toContain(`▼ ${-Number(rankChange)}`);
    expect(third).toContain(`${streak} days in a row`);
    expect(third).toMatch(/mobile \d+ %, desktop \d+ %/);
    expect(await entries.nth(2).getByRole('img').getAttribute('aria-label')).toMatch(
      /^Listed on 4 of the last 28 days, most on Sep 12, 2026 with [\d,]+ views; nothing is known of 21 days$/,
    );
    expect(await entries.first().innerText()).toContain('at least 31 times the usual');
    await entries.first().getByText('more', { exact: false }).click();
    expect(await entries.first().getByRole('listitem').count()).toBeGreaterThan(10);
    await reader.keep('top');
    expect(reader.complaints).toEqual([]);
  });

  test('turns to another day by the picker, the links and the arrow keys, and back', async () => {
    await using reader = await stand.openReader();
    const { page } = reader;
    await reader.open('/');
    await page.getByLabel('Day', { exact: true }).fill('2026-09-11');
    await reader.reads(/September 11/);
    expect(new URL(page.url()).searchParams.get('day')).toBe('2026-09-11');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('ArrowLeft');
    await reader.reads(/September 10/);
    await page.keyboard.press('ArrowRight');
    await reader.reads(/September 11/);
    await page.getByRole('link', { name: 'Day after' }).click();
    await reader.reads(/September 12/);
    await page.goBack();
    await reader.reads(/September 11/);
    // Within a field the arrow keys are the field's; a page that is turned has its address at once.
    await page.getByLabel('Day', { exact: true }).focus();
    await page.keyboard.press('ArrowLeft');
    expect(new URL(page.url()).searchParams.get('day')).toBe('2026-09-11');
    await reader.open('/?day=2026-09-15');
    await page.keyboard.press('ArrowRight');
    expect(new URL(page.url()).searchParams.get('day')).toBe('2026-09-15');
    await page.keyboard.press('ArrowLeft');
    await reader.reads(/September 14/);
    expect(reader.complaints).toEqual([]);
  });

  test('shows what is unusual, the most unusual first, and never says more than is guaranteed', async () => {
    await using reader = await stand.openReader();
    await reader.open('/?view=trending');
    await reader.reads('Trending on Tuesday, September 15, 2026');
    const entries = reader.page.locator('.entry');
    expect(await entries.getByRole('heading').allInnerTexts()).toEqual(rowsOf('trending').map(([title]) => title));
    const multiples = await entries.locator('.rank').allInnerTexts();
    expect(multiples[0]).toBe('31×');
    for (const [i, [, multiple]] of rowsOf('trending').entries()) {
      expect(Number(multiples[i]?.replace('×', ''))).toBeLessThanOrEqual(Number(multiple));
    }
    await reader.keep('trending');
    expect(reader.complaints).toEqual([]);
  });

  test('draws the topics of the day over time, and leads from a topic to its pages', async () => {
    await using reader = await stand.openReader();
    const { page } = reader;
    await reader.open('/?view=topics');
    await page
      .getByRole('img', { name: /^Views a day of / })
      .locator('canvas')
      .waitFor();
    await reader.keep('topics');
    await page.getByRole('rowheader', { name: 'Films set in Italy' }).getByRole('link').click();
    await reader.reads('Films set in Italy');
    expect(await page.getByRole('main').innerText()).toContain('2015–16 Embvesten Cup 228,680 views');
    await page.getByRole('img', { name: 'Views a day of Films set in Italy' }).locator('canvas').waitFor();
    await reader.keep('category');
    expect(reader.complaints).toEqual([]);
  });

  test('leads from the list to the course of a page, where a day without it is at most so much, and not zero', async () => {
    await using reader = await stand.openReader();
    const { page } = reader;
    await reader.open('/');
    await page.getByRole('link', { name: 'Tralmund Ploesh' }).click();
    await reader.reads('Tralmund Ploesh');
    await page.getByRole('img', { name: 'Views a day of Tralmund Ploesh' }).locator('canvas').waitFor();
    await page.getByText('The days as a table').click();
    await page.getByRole('region', { name: /, as a table$/ }).waitFor();
    const cells = await page.getByRole('row').allInnerTexts();
    const bound = Number(rowsOf('unlisted')[0]?.[0]).toLocaleString('en');
    expect(cells).toContain(`Sep 9, 2026\tat most ${bound}, not listed`);
    expect(cells).toContain('Sep 14, 2026\t112,247');
    expect(cells.join()).not.toMatch(/\t0\b/);
    await reader.keep('article');
    expect(reader.complaints).toEqual([]);
  });

  test('shows the leaders of a picked range with their bounds, and whose place is certain', async () => {
    await using reader = await stand.openReader();
    const { page } = reader;
    await reader.open('/?view=range');
    await reader.reads('Most read from Sep 9, 2026 to Sep 15, 2026');
    await page.getByLabel('From').fill('2026-09-10');
    await page.getByLabel('to', { exact: true }).fill('2026-09-12');
    await page.getByRole('button', { name: 'Show' }).click();
    await reader.reads('Most read from Sep 10, 2026 to Sep 12, 2026');
    const entries = page.locator('.entry');
    const shown = await entries.locator('.figures').allInnerTexts();
    const said = rowsOf('range').map(([, least, most, isCertain]) => {
      const [from, to] = [least, most].map((views) => Number(views).toLocaleString('en'));
      return [from === to ? `${from} views` : `${from} to ${to} views`, `place ${isCertain ? 'certain' : 'uncertain'}`];
    });
    expect(shown).toHaveLength(said.length);
    for (const [i, parts] of said.entries()) for (const part of parts) expect(shown[i]).toContain(part);
    await reader.keep('range');
    const csv = await page.request.get((await page.getByRole('link', { name: 'As CSV' }).getAttribute('href')) ?? '');
    expect((await csv.text()).trim().split('\n')).toHaveLength(1 + said.length);
    expect(reader.complaints).toEqual([]);
  });

  test('shows what has become of every day, and goes from day to day with the arrow keys', async () => {
    await using reader = await stand.openReader();
    const { page } = reader;
    await reader.open('/?view=health');
    expect(await page.getByRole('list', { name: 'Days by what has become of them' }).innerText()).toMatch(/^7 loaded/);
    await reader.keep('health');
    await page.getByRole('link', { name: /^Tuesday, September 8/ }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /^Tuesday, September 15, 2026: loaded, [\d,]+ views$/ }).focus();
    // The sample begins on the 9th: there is no day a week before the 14th.
    const went: unknown[] = [];
    for (const key of ['ArrowLeft', 'ArrowDown', 'ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowUp']) {
      await page.keyboard.press(key);
      went.push(await page.evaluate('document.activeElement.dataset.day?.slice(-2)'));
    }
    expect(went).toEqual(['14', '21', '22', '21', '14', '14']);
    await page.keyboard.press('Enter');
    await reader.reads('Most read on Monday, September 14, 2026');
    expect(reader.complaints).toEqual([]);
  });

  test.each([
    ['/?day=2026-09-12'],
    ['/?view=trending&day=2026-09-12'],
    ['/?view=topics&day=2026-09-12'],
    ['/?view=range&start=2026-09-10&end=2026-09-12'],
    ['/?view=health'],
    ['/?view=article&page=56500884'],
    ['/?view=category&category=Films+set+in+Italy&day=2026-09-12'],
  ])('shows the same to whoever is sent %s, also by a link from within', async (address) => {
    await using reader = await stand.openReader();
    await using other = await stand.openReader();
    await reader.open(address);
    const seen = await reader.page.getByRole('main').innerText();
    await other.open('/');
    await other.page.evaluate(
      `history.pushState(null, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate'))`,
    );
    await other.reads(await reader.page.getByRole('heading', { level: 1 }).innerText());
    expect(await other.page.getByRole('main').innerText()).toBe(seen);
    expect([...reader.complaints, ...other.complaints]).toEqual([]);
  });

  test('is read without a mouse: the first link leads past the controls, the next one through them', async () => {
    await using reader = await stand.openReader();
    const { page } = reader;
    const focused = () => page.evaluate<string>('document.activeElement.textContent.trim()');
    await reader.open('/');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('To the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('2015–16 Embvesten Cup');
    await page.keyboard.press('Enter');
    await reader.reads('2015–16 Embvesten Cup');
    const said = page.getByRole('status').filter({ hasText: /./ });
    expect(await said.allInnerTexts()).toEqual(['2015–16 Embvesten Cup']);
    expect(await page.title()).toBe('2015–16 Embvesten Cup · wikitrends');
    expect(reader.complaints).toEqual([]);
  });
});
