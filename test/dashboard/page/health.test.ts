import { describe, expect, test } from 'vitest';
import type { DayCommit } from '../../../function/core/warehouse.ts';
import { hasChromium, notForPlatform } from '../../support/browser/chromium.ts';
import { openStand } from '../../support/browser/stand.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { oddDays } from '../../support/odd-days.ts';
import { daysBefore, partition } from '../../support/partitions.ts';

/** Yesterday, by the server's clock. */
const yesterday = '2026-11-20';

describe.skipIf(!hasChromium)(hasChromium ? 'the health page, in Chromium' : notForPlatform, () => {
  test.each<{ loaded: string; days: readonly DayCommit[]; said: string }>([
    {
      loaded: 'a gap that only an absent day does not make',
      days: oddDays(),
      said: '81 days in all. Everything that can be had is there up to Sep 3, 2026.',
    },
    {
      loaded: 'a first day that was refused',
      days: [
        dayCommit(partition('2026-11-19'), { articles: 0, ledger: { status: 'refused', reason: 'too few' } }),
        dayCommit(partition(yesterday)),
      ],
      said: '2 days in all. The first day is lacking.',
    },
    {
      loaded: 'every day',
      days: daysBefore(yesterday, 2).map((day) => dayCommit(day)),
      said: '2 days in all. Everything that can be had is there up to Nov 20, 2026.',
    },
  ])('says of a wiki with $loaded: $said', async ({ days, said }) => {
    await using stand = await openStand(async () => {});
    await stand.loadMore(days);
    await using reader = await stand.openReader();
    await reader.open('/?view=health');
    expect(await reader.page.locator('.lead').innerText()).toBe(said);
    const isWhole = days.length === 2 && days.every(({ ledger }) => ledger.status === 'loaded');
    expect(await reader.page.getByText('Every day is loaded.').count()).toBe(isWhole ? 1 : 0);
    expect(reader.complaints).toEqual([]);
  });
});
