import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, notForPlatform } from '../../support/browser/chromium.ts';
import { openStand, type Stand } from '../../support/browser/stand.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { partition } from '../../support/partitions.ts';

describe.skipIf(!hasChromium)(hasChromium ? 'the pickers of the page, in Chromium' : notForPlatform, () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await openStand(async () => {});
    await stand.loadMore([dayCommit(partition('2026-09-05')), dayCommit(partition('2026-09-06'))]);
  });
  afterAll(() => stand[Symbol.asyncDispose]());

  test.each([
    { clock: '2026-09-20T12:00:00Z', last: '2026-09-20', which: 'today' },
    { clock: '2026-09-01T12:00:00Z', last: '2026-09-06', which: 'the newest loaded day, where the clock is behind it' },
  ])('go from the first ranking to $which', async ({ clock, last }) => {
    await using reader = await stand.openReader();
    const { page } = reader;
    await page.clock.install({ time: clock });
    const bounds: (readonly (string | null)[])[] = [];
    for (const [view, label] of [
      ['top', 'Day'],
      ['range', 'From'],
      ['range', 'to'],
    ] as const) {
      await reader.open(`/?view=${view}`);
      const field = page.getByLabel(label, { exact: true });
      bounds.push([await field.getAttribute('min'), await field.getAttribute('max')]);
    }
    expect(bounds).toEqual(Array(3).fill(['2015-07-01', last]));
    expect(reader.complaints).toEqual([]);
  });

  test.each(['2015-06-30', '2026-09-21'])('take no day beyond these, such as %s', async (beyond) => {
    await using reader = await stand.openReader();
    const { page } = reader;
    await page.clock.install({ time: '2026-09-20T12:00:00Z' });
    await reader.open('/?day=2026-09-05');
    const day = page.getByLabel('Day', { exact: true });
    await day.fill(beyond);
    await day.press('Enter');
    await reader.open('/?view=range');
    const address = page.url();
    await page.getByLabel('From').fill(beyond);
    await page.getByRole('button', { name: 'Show' }).click();
    expect(page.url()).toBe(address);
    // The one before is what it was, too: nothing was added to the history.
    await page.goBack();
    expect(new URL(page.url()).search).toBe('?day=2026-09-05');
    expect(reader.complaints).toEqual([]);
  });
});
