import { describe, expect, test } from 'vitest';
import { parseRunRequest, type RunParameters } from '../../function/app/request.ts';
import { parseSettings } from '../../function/config.ts';
import { parseDay } from '../../function/core/day.ts';
import { UsageError } from '../../function/core/errors.ts';
import { partitionKey } from '../../function/core/partition.ts';

const today = parseDay('2026-09-04');
const settings = parseSettings({
  WIKITRENDS_SINCE: '2026-09-01',
  WIKITRENDS_PROJECTS: 'en.wikipedia,fr.wikipedia',
});

describe('parseRunRequest()', () => {
  test('takes everything from since to yesterday where nothing is asked for, newest first over all projects', () => {
    expect(parseRunRequest({}, settings, today)).toMatchObject({ force: false, isScheduled: true });
    expect(daysOf({})).toEqual([
      'en.wikipedia 2026-09-03',
      'fr.wikipedia 2026-09-03',
      'en.wikipedia 2026-09-02',
      'fr.wikipedia 2026-09-02',
      'en.wikipedia 2026-09-01',
      'fr.wikipedia 2026-09-01',
    ]);
  });

  test('has nothing to do when the warehouse is to hold days from today on', () => {
    const later = parseSettings({ WIKITRENDS_SINCE: '2026-09-04' });
    expect(parseRunRequest({}, later, today)).toMatchObject({ partitions: [], isScheduled: true });
  });

  test('takes a day or range that is asked for, whenever since is', () => {
    const later = parseSettings({ WIKITRENDS_SINCE: '2026-09-05' });
    expect(parseRunRequest({ date: '2026-09-01' }, later, today).partitions).toHaveLength(1);
    expect(parseRunRequest({ start: '2026-09-01', end: '2026-09-02' }, later, today).partitions).toHaveLength(2);
  });

  test('takes one day, also of before since', () => {
    expect(daysOf({ date: '2024-02-29' })).toEqual(['en.wikipedia 2024-02-29', 'fr.wikipedia 2024-02-29']);
    expect(daysOf({ date: '2015-07-01' })).toHaveLength(2);
    expect(parseRunRequest({ date: '2024-02-29' }, settings, today).isScheduled).toBe(false);
  });

  test('takes a range with both its ends, and force with any of them', () => {
    expect(daysOf({ start: '2026-08-31', end: '2026-09-01' })).toEqual([
      'en.wikipedia 2026-09-01',
      'fr.wikipedia 2026-09-01',
      'en.wikipedia 2026-08-31',
      'fr.wikipedia 2026-08-31',
    ]);
    const request = { start: '2026-08-31', end: '2026-08-31', force: true };
    expect(parseRunRequest(request, settings, today)).toMatchObject({ force: true, isScheduled: false });
  });

  test('ends a range to today with yesterday, for today is not over', () => {
    expect(daysOf({ start: '2026-09-02', end: '2026-09-04' }).at(0)).toBe('en.wikipedia 2026-09-03');
  });

  test('keeps today where only today is asked for, so that the report can say that it is not over', () => {
    expect(daysOf({ start: '2026-09-04', end: '2026-09-04' }).at(0)).toBe('en.wikipedia 2026-09-04');
    expect(daysOf({ date: '2026-09-04' }).at(0)).toBe('en.wikipedia 2026-09-04');
  });
});

describe('parseRunRequest() refuses', () => {
  const refusals: readonly (RunParameters & { readonly said: string })[] = [
    { date: '2026-02-30', said: 'Cannot read date "2026-02-30": expected a calendar day such as 2026-09-01' },
    { date: '', said: 'Cannot read date ""' },
    { date: '2015-06-30', said: 'Cannot load 2015-06-30: the rankings begin on 2015-07-01' },
    { date: '2026-09-05', said: 'Cannot load 2026-09-05: it lies in the future, today is 2026-09-04 (UTC)' },
    { start: '2015-06-30', end: '2026-09-01', said: 'the rankings begin on 2015-07-01' },
    { start: '2026-09-01', end: '2026-09-05', said: 'it lies in the future' },
    { start: '2026-09-02', end: '2026-09-01', said: 'Cannot load 2026-09-02 to 2026-09-01: the range ends before it' },
    { start: '2026-09-01', said: 'Cannot tell the range: end is missing' },
    { end: '2026-09-01', said: 'Cannot tell the range: start is missing' },
    { date: '2026-09-01', start: '2026-09-01', said: 'expected one day or one range' },
    { date: '2026-09-01', start: '2026-09-01', end: '2026-09-02', said: 'expected one day or one range' },
  ];

  test.each(refusals)('$date $start $end with: $said', ({ said, ...parameters }) => {
    expect(() => daysOf(parameters)).toThrow(UsageError);
    expect(() => daysOf(parameters)).toThrow(said);
  });
});

test('parseRunRequest() refuses to hold days only from tomorrow on', () => {
  const later = parseSettings({ WIKITRENDS_SINCE: '2026-09-05' });
  expect(() => parseRunRequest({}, later, today)).toThrow(UsageError);
  expect(() => parseRunRequest({ force: true }, later, today)).toThrow(
    'WIKITRENDS_SINCE=2026-09-05 lies in the future, today is 2026-09-04',
  );
});

function daysOf(parameters: RunParameters): readonly string[] {
  return parseRunRequest(parameters, settings, today).partitions.map(partitionKey);
}
