import { expect, test } from 'vitest';
import { parseDay } from '../../function/core/day.ts';
import { finalDay, unpublished } from '../../function/core/publication.ts';

test('unpublished() waits for a day until it is 7 days old, and for no older one', () => {
  const today = parseDay('2026-11-21');
  expect(unpublished(parseDay('2026-11-20'), today)).toBe('pending');
  expect(unpublished(parseDay('2026-11-15'), today)).toBe('pending');
  expect(unpublished(parseDay('2026-11-14'), today)).toBe('absent');
  expect(unpublished(parseDay('2015-07-01'), today)).toBe('absent');
  expect(finalDay(today)).toBe('2026-11-14');
});
