import { describe, expect, test } from 'vitest';
import { rateWindow } from '../../function/http/rate.ts';

const rates = [...Array.from({ length: 1000 }, (_, i) => i + 1), 1_000_000];

describe('rateWindow()', () => {
  test('lets no minute hold more requests than the rate, at any rate', () => {
    const over = rates.filter((rate) => mostInAMinute(rateWindow(rate)) > rate);
    expect(over).toEqual([]);
  });

  test('lets no real minute hold more when requests arrive closer together than they were sent', () => {
    const over = rates.filter((rate) => mostInAMinute(rateWindow(rate), 60_500) > rate);
    expect(over).toEqual([]);
  });

  test('uses at least four fifths of the rate', () => {
    const under = rates.filter((rate) => mostInAMinute(rateWindow(rate)) < rate * 0.8);
    expect(under).toEqual([]);
  });

  test('lets a sixth of the minute go out at once, so that a single day never waits', () => {
    expect(rateWindow(180)).toEqual({ intervalCap: 30, interval: 10_100 });
  });
});

/** The worst case: every window's requests at once, as soon as it opens. */
function mostInAMinute({ interval, intervalCap }: ReturnType<typeof rateWindow>, minuteMs = 60_000): number {
  return Math.ceil(minuteMs / interval) * intervalCap;
}
