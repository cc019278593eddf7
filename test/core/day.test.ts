import { describe, expect, test } from 'vitest';
import { addDays, dayOf, daysFrom, daysNewestFirst, parseDay } from '../../function/core/day.ts';
import { UsageError } from '../../function/core/errors.ts';

describe('parseDay()', () => {
  test.each(['2026-09-01', '2024-02-29', '2000-02-29', '2015-12-31'])('takes the real day %s as it stands', (text) => {
    expect(parseDay(text)).toBe(text);
  });

  test.each([
    '2026-02-30',
    '2025-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-9-1',
    '2026-09-01T00:00:00Z',
    '20260901',
    '01.09.2026',
    ' 2026-09-01',
    'yesterday',
    '',
  ])('refuses "%s" and says what a day looks like', (text) => {
    expect(() => parseDay(text)).toThrow(UsageError);
    expect(() => parseDay(text)).toThrow(`"${text}": expected a calendar day such as 2026-09-01`);
  });
});

test('dayOf() gives the UTC day, whatever the hour', () => {
  expect(dayOf(new Date('2026-11-20T23:59:59.999Z'))).toBe('2026-11-20');
  expect(dayOf(new Date('2026-11-21T00:30:00+02:00'))).toBe('2026-11-20');
});

test('addDays() crosses months, years and leap days', () => {
  expect(addDays(parseDay('2024-02-28'), 1)).toBe('2024-02-29');
  expect(addDays(parseDay('2025-02-28'), 1)).toBe('2025-03-01');
  expect(addDays(parseDay('2026-01-01'), -1)).toBe('2025-12-31');
});

test('daysFrom() counts days over a leap year, and backwards', () => {
  expect(daysFrom(parseDay('2024-01-01'), parseDay('2025-01-01'))).toBe(366);
  expect(daysFrom(parseDay('2025-01-01'), parseDay('2024-01-01'))).toBe(-366);
});

describe('daysNewestFirst()', () => {
  test('holds both ends and every day between them, the newest first', () => {
    const days = daysNewestFirst(parseDay('2024-02-27'), parseDay('2024-03-01'));
    expect(days).toEqual(['2024-03-01', '2024-02-29', '2024-02-28', '2024-02-27']);
  });

  test('is one day for one day, and empty for a range that ends before it begins', () => {
    expect(daysNewestFirst(parseDay('2026-09-01'), parseDay('2026-09-01'))).toEqual(['2026-09-01']);
    expect(daysNewestFirst(parseDay('2026-09-02'), parseDay('2026-09-01'))).toEqual([]);
  });
});
