import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, notForPlatform } from '../../support/browser/chromium.ts';
import { expectNoSidewaysScrolling } from '../../support/browser/reader.ts';
import { openStand, type Stand } from '../../support/browser/stand.ts';
import { loadDays } from '../../support/dashboard.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { oddCategory, oddDays, oddTitles } from '../../support/odd-days.ts';
import { daysBefore } from '../../support/partitions.ts';

describe.skipIf(!hasChromium)(hasChromium ? 'the page, in Chromium, where nothing is as usual' : notForPlatform, () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await openStand((file) => loadDays(file, oddDays()));
  });
  afterAll(() => stand[Symbol.asyncDispose]());

  test.each([{ width: 360 }, { width: 1200 }])(
    'shows any title as the text it is, $width pixels wide',
    async (sight) => {
      await using reader = await stand.openReader(sight);
      await reader.open('/');
      await reader.reads(/^Most read on/);
      const titles = reader.page.getByRole('main').getByRole('heading', { level: 2 });
      expect((await titles.allInnerTexts()).slice(0, oddTitles.length)).toEqual(oddTitles);
      expect(await reader.page.title()).toBe('Most read on Sunday, September 6, 2026 · wikitrends');
      expect(await reader.page.getByRole('main').locator('img, b, script').count()).toBe(0);
      const directions = await reader.page.evaluate(
        '[...document.querySelectorAll(".title")].map((title) => getComputedStyle(title).direction)',
      );
      expect(directions).toEqual(['ltr', 'rtl', ...Array(6).fill('ltr')]);
      await expectNoSidewaysScrolling(reader);
      await reader.keep('odd-titles');
      expect(reader.complaints).toEqual([]);
    },
  );

  test.each(oddTitles.map((title) => ({ title })))(
    'leads to the page of "$title" and from there to Wikipedia',
    async ({ title }) => {
      await using reader = await stand.openReader({ width: 360 });
      await reader.open('/');
      await reader.page.getByRole('link', { name: title, exact: true }).click();
      await reader.reads(title);
      await expectNoSidewaysScrolling(reader);
      const outward = reader.page.getByRole('link', { name: `Wikipedia on ${title}, in a new tab` });
      const href = new URL((await outward.getAttribute('href')) ?? '');
      expect([href.host, decodeURIComponent(href.pathname)]).toEqual([
        'en.wikipedia.org',
        `/wiki/${title.replaceAll(' ', '_')}`,
      ]);
      expect(href.search + href.hash).toBe('');
      expect(await outward.getAttribute('rel')).toContain('noopener');
      const item = reader.page.getByRole('link', { name: /^Wikidata on/ });
      expect(await item.getAttribute('href')).toMatch(/^https:\/\/www\.wikidata\.org\/wiki\/Q\d$/);
      expect(reader.complaints).toEqual([]);
    },
  );

  test('leads to a category with any name', async () => {
    await using reader = await stand.openReader();
    await reader.open('/');
    await reader.page.getByRole('link', { name: oddCategory, exact: true }).first().click();
    await reader.reads(oddCategory);
    expect(await reader.page.getByRole('listitem').filter({ hasText: '5,000 views' }).count()).toBe(1);
    expect(reader.complaints).toEqual([]);
  });

  test('marks what is hardly read by people, with the share that says so', async () => {
    await using reader = await stand.openReader();
    await reader.open('/');
    const marked = reader.page.locator('.entry').filter({ hasText: 'Hardly people' });
    expect(await marked.count()).toBe(1);
    expect(await marked.innerText()).toContain('100 % on the desktop site');
    await marked.getByRole('heading').getByRole('link').click();
    await reader.reads('منارة الإسكندرية');
    expect(await reader.page.getByRole('main').innerText()).toContain('100 % on the desktop site');
    expect(reader.complaints).toEqual([]);
  });

  test.each([
    {
      day: '2026-09-03',
      said: [
        'Thursday, September 3, 2026 will never be there: Wikimedia has no ranking for it.',
        'Wikimedia has no ranking for it',
      ],
    },
    {
      day: '2026-09-04',
      said: [
        'Friday, September 4, 2026 failed its quality checks, so nothing of it is shown. The next run tries again.',
        'structure: 99 articles of 100',
      ],
    },
    { day: '2026-09-05', said: ['Saturday, September 5, 2026 has not been loaded.'] },
    {
      day: '2026-11-20',
      said: ['Friday, November 20, 2026 is not published yet. The next run asks for it again.'],
    },
  ])('says why there is nothing of $day, in every view of a day, and leads on', async ({ day, said }) => {
    await using reader = await stand.openReader();
    for (const view of ['top', 'trending', 'topics']) {
      await reader.open(`/?view=${view}&day=${day}`);
      expect(await reader.page.locator('.notice p').allInnerTexts()).toEqual(said);
    }
    await reader.keep(`without-${day}`);
    await reader.page.getByRole('link', { name: 'The newest day' }).click();
    await reader.reads('Topics of Sunday, September 6, 2026');
    expect(reader.complaints).toEqual([]);
  });

  test('draws a gap as a gap: the line is interrupted, and what is not known has a reason', async () => {
    await using reader = await stand.openReader();
    await reader.open('/?view=article&page=1001');
    await reader.page.getByText('The days as a table').click();
    await reader.page.getByRole('region', { name: /, as a table$/ }).waitFor();
    const rows = await reader.page
      .getByRole('row')
      .filter({ has: reader.page.getByRole('rowheader') })
      .allInnerTexts();
    expect(rows.slice(-6)).toEqual([
      'Sep 6, 2026\t5,000',
      'Sep 5, 2026\tnot known: missing',
      'Sep 4, 2026\tnot known: refused',
      'Sep 3, 2026\tnot known: absent',
      'Sep 2, 2026\t5,000',
      'Sep 1, 2026\t5,000',
    ]);
    expect(await reader.page.getByRole('main').innerText()).toContain('Hatched: nothing is known of the day.');
    await reader.keep('gap');
    expect(reader.complaints).toEqual([]);
  });

  test('lists the gaps with their reasons', async () => {
    await using reader = await stand.openReader();
    await reader.open('/?view=health');
    const gaps = await reader.page.getByRole('region', { name: 'Days that are not loaded' }).innerText();
    expect(gaps).toContain('Sep 3, 2026: absent, Wikimedia has no ranking for it');
    expect(gaps).toContain('Sep 4, 2026: refused, structure: 99 articles of 100');
    expect(gaps).toContain('Sep 5, 2026: missing');
    await reader.keep('health-gaps');
    expect(reader.complaints).toEqual([]);
  });

  test('draws where the system has no language', async () => {
    await using reader = await stand.openReader();
    await reader.page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'language', { get: () => 'en-US@posix' });
    });
    await reader.open('/?view=article&page=1001');
    await reader.page.locator('.chart canvas').waitFor();
    expect(reader.complaints).toEqual([]);
  });

  test('keeps the focus on the picker of the wiki', async () => {
    await using reader = await stand.openReader();
    await reader.open('/?project=en.wikipedia');
    await reader.page.getByLabel('Wiki').focus();
    await reader.page.keyboard.press('ArrowDown');
    await reader.page.getByRole('link', { name: 'Article 2', exact: true }).waitFor();
    expect(await reader.page.evaluate('document.activeElement.name')).toBe('project');
    expect(reader.complaints).toEqual([]);
  });

  test('takes a loaded day without a page of a category for one of which its views are not known', async () => {
    await using reader = await stand.openReader();
    await reader.open('/?view=category&category=None+such&day=2026-09-06');
    await reader.page.getByText('The days as a table').click();
    await reader.page.getByRole('region', { name: /, as a table$/ }).waitFor();
    const rows = await reader.page.getByRole('row').allInnerTexts();
    expect(rows).toContain('Sep 6, 2026\tno listed page');
    expect(rows).toContain('Sep 5, 2026\tnot known: missing');
    expect(reader.complaints).toEqual([]);
  });

  test('takes an answer that is not the API’s for what it is', async () => {
    await using reader = await stand.openReader();
    await reader.page.route('**/api/v1/top?*', (route) =>
      route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }),
    );
    await reader.open('/');
    expect(await reader.page.getByRole('alert').innerText()).toBe('The server has no answer: 502 Bad Gateway');
  });

  test('changes the wiki by the picker, and stays on the day', async () => {
    await using reader = await stand.openReader();
    await reader.open('/?view=trending&project=en.wikipedia&day=2026-09-06');
    await reader.page.getByLabel('Wiki').selectOption('fr.wikipedia');
    await reader.page.getByRole('link', { name: 'Article 2' }).waitFor();
    expect(new URL(reader.page.url()).search).toBe('?view=trending&project=fr.wikipedia&day=2026-09-06');
    expect(reader.complaints).toEqual([]);
  });

  test.each([
    '/?project=xx.wikipedia',
    '/?view=nothing&day=2026-02-30',
    '/?view=article&page=999',
    '/?view=article&page=../../health',
    '/?view=category&category=None+such',
    '/?day=1999-01-01',
  ])('says something, and stays usable, at an address that leads nowhere: %s', async (address) => {
    await using reader = await stand.openReader();
    await reader.open(address);
    expect(await reader.page.getByRole('heading', { level: 1 }).innerText()).not.toBe('');
    await reader.page.getByLabel('Wiki').selectOption('fr.wikipedia');
    await reader.page.getByRole('link', { name: 'Top', exact: true }).click();
    await reader.reads(/^Most read/);
    // What the API refuses is an error to the browser, too.
    expect(reader.complaints.filter((text) => !/status of 40[04]/.test(text))).toEqual([]);
  });
});

test.skipIf(!hasChromium)(
  hasChromium ? 'the page of an empty warehouse says so, and how to fill it' : notForPlatform,
  async () => {
    await using stand = await openStand(async () => {});
    await using reader = await stand.openReader();
    await reader.open('/');
    await reader.reads('Nothing is loaded yet');
    expect(await reader.page.getByRole('main').innerText()).toContain('npx wikitrends ingest');
    await reader.keep('empty');
    expect(await reader.audit()).toEqual([]);
    expect(reader.complaints).toEqual([]);
  },
);

test.skipIf(!hasChromium)(
  hasChromium ? 'the page says so when nobody answers any more, and tries again when asked to' : notForPlatform,
  async () => {
    await using stand = await openStand((file) => loadDays(file, oddDays()));
    await using reader = await stand.openReader();
    await reader.open('/');
    await reader.page.context().setOffline(true);
    await reader.page.getByRole('link', { name: 'Health' }).click();
    await reader.reads('This cannot be shown');
    expect(await reader.page.getByRole('alert').innerText()).toContain('The server does not answer');
    await reader.page.context().setOffline(false);
    await reader.page.getByRole('button', { name: 'Try again' }).click();
    await reader.reads('Data health of en.wikipedia');
    expect(reader.complaints.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  },
);

test.skipIf(!hasChromium)(
  hasChromium ? 'the one day on which a page was listed is seen in a long course' : notForPlatform,
  async () => {
    const days = daysBefore('2026-11-19', 90).map((day, i) => dayCommit(day, { articles: i === 45 ? 3 : 2 }));
    await using stand = await openStand((file) => loadDays(file, days));
    await using reader = await stand.openReader();
    await reader.open('/?view=article&page=1003');
    await reader.page.locator('canvas').waitFor();
    const painted = await reader.page.evaluate<number>(`(() => {
    const canvas = document.querySelector('canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] === 0x1d && data[i + 1] === 0x4e && data[i + 2] === 0xd8 && data[i + 3] === 255) count += 1;
    return count;
  })()`);
    expect(painted).toBeGreaterThan(4);
    await reader.keep('alone');
    expect(reader.complaints).toEqual([]);
  },
);
