import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleProject } from '../../../function/core/sample.ts';
import { hasChromium, notForPlatform } from '../../support/browser/chromium.ts';
import { openStand, type Stand } from '../../support/browser/stand.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { partition } from '../../support/partitions.ts';

describe.skipIf(!hasChromium)(hasChromium ? 'an entry of the list, in Chromium' : notForPlatform, () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await openStand(async () => {});
    await stand.loadMore([
      dayCommit(partition('2026-09-01'), { articles: 3, views: 2000 }),
      dayCommit(partition('2026-09-02'), { articles: 2 }),
      dayCommit(partition('2026-09-04'), { articles: 3 }),
      dayCommit(partition('2026-09-04', sampleProject)),
    ]);
  });
  afterAll(() => stand[Symbol.asyncDispose]());

  test('has a bar for a day that lists it, a pale one for a day that does not, and none for one that is not loaded', async () => {
    await using reader = await stand.openReader();
    await reader.open('/');
    const sparkline = reader.page.locator('#page-1003').getByRole('img');
    const bars = await reader.page.evaluate<string[]>(
      `[...document.querySelectorAll('#page-1003 rect')].map((bar) =>
        [bar.getAttribute('x') / 4, bar.getAttribute('class'), bar.getAttribute('height')].join(' '))`,
    );
    // Of 28 days the last four: the first of them has the most views, and the third of them is not loaded.
    expect(bars).toEqual(['24 listed 32', '25 at-most 16', '27 listed newest 16']);
    expect(await sparkline.getAttribute('aria-label')).toBe(
      'Listed on 2 of the last 28 days, most on Sep 1, 2026 with 2,000 views; nothing is known of 25 days',
    );
    expect(reader.complaints).toEqual([]);
  });

  test.each([
    { project: sampleProject, isMadeUp: true },
    { project: 'en.wikipedia', isMadeUp: false },
  ])(
    'of $project leads to Wikipedia unless it is made up, and then the page says so',
    async ({ project, isMadeUp }) => {
      await using reader = await stand.openReader();
      await reader.open(`/?project=${project}`);
      const main = reader.page.getByRole('main');
      expect(await main.getByText('Made up: this is the bundled sample').count()).toBe(isMadeUp ? 1 : 0);
      expect(await main.getByRole('link', { name: /^Wikipedia on/ }).count()).toBe(isMadeUp ? 0 : 3);
      expect(reader.complaints).toEqual([]);
    },
  );
});
