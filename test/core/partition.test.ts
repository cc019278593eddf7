import { describe, expect, test } from 'vitest';
import { parseDay } from '../../function/core/day.ts';
import { UsageError } from '../../function/core/errors.ts';
import { parseProject, partitionsOf } from '../../function/core/partition.ts';

describe('parseProject()', () => {
  test('takes a wiki with or without .org, as the Analytics API does', () => {
    expect(parseProject('en.wikipedia.org')).toBe('en.wikipedia');
    expect(parseProject(' fr.wiktionary ')).toBe('fr.wiktionary');
    expect(parseProject('zh-min-nan.wikipedia')).toBe('zh-min-nan.wikipedia');
  });

  test.each(['', 'en', 'EN.wikipedia', "en.wikipedia'; --", 'en.wikipedia/all-access', '../etc', 'en..wikipedia'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseProject(text)).toThrow(UsageError);
    },
  );
});

test('partitionsOf() gives the newest day of every project before any older day', () => {
  const projects = ['en.wikipedia', 'fr.wikipedia'].map(parseProject);
  const partitions = partitionsOf(projects, parseDay('2026-09-01'), parseDay('2026-09-02'));
  expect(partitions.map(({ project, day }) => `${project} ${day}`)).toEqual([
    'en.wikipedia 2026-09-02',
    'fr.wikipedia 2026-09-02',
    'en.wikipedia 2026-09-01',
    'fr.wikipedia 2026-09-01',
  ]);
});
