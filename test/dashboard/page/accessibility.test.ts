import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, notForPlatform } from '../../support/browser/chromium.ts';
import { expectNoSidewaysScrolling, type Sight } from '../../support/browser/reader.ts';
import { openStand, type Stand } from '../../support/browser/stand.ts';
import { loadDays, loadSample } from '../../support/dashboard.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { oddDays } from '../../support/odd-days.ts';
import { french, partition } from '../../support/partitions.ts';

const sights: readonly Sight[] = [
  { width: 1200, scheme: 'light' },
  { width: 1200, scheme: 'dark' },
  { width: 360, scheme: 'light' },
  { width: 320, scheme: 'dark' },
];

const addresses = {
  top: '/?project=sample.wikipedia',
  odd: '/?project=en.wikipedia',
  trending: '/?view=trending&project=sample.wikipedia',
  topics: '/?view=topics&project=sample.wikipedia',
  range: '/?view=range&project=sample.wikipedia',
  health: '/?view=health&project=en.wikipedia',
  article: '/?view=article&project=sample.wikipedia&page=56500884',
  category: '/?view=category&project=sample.wikipedia&category=Films+set+in+Italy',
  absent: '/?project=en.wikipedia&day=2026-09-03',
  'short titles': '/?view=category&project=fr.wikipedia&category=Living+people',
  'short title': '/?view=article&project=fr.wikipedia&page=1003',
} as const;

/** Shorter than the figures beside them; the third is listed on one of the days only. */
const shortTitles = [
  dayCommit(partition('2026-09-05', french), { articles: 2, views: 122_868 }),
  dayCommit(partition('2026-09-06', french), { articles: 3, views: 122_868 }),
];

describe.skipIf(!hasChromium)(hasChromium ? 'the page, in Chromium' : notForPlatform, () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await openStand(async (file) => {
      // Enough to see what a list is like: an audit looks at each of its entries.
      await loadSample(file, 20);
      await loadDays(file, [...oddDays(), ...shortTitles]);
    });
  });
  afterAll(() => stand[Symbol.asyncDispose]());

  test.each(sights)('passes an accessibility audit in every view, $width pixels wide and $scheme', async (sight) => {
    await using reader = await stand.openReader(sight);
    for (const [name, address] of Object.entries(addresses)) {
      await reader.open(address);
      await reader.page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
      expect.soft(await reader.audit(), name).toEqual([]);
      await expectNoSidewaysScrolling(reader);
      await reader.keep(`audited-${name}`);
    }
    expect(reader.complaints).toEqual([]);
  });
});
