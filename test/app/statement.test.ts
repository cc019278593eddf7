import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toStatement } from '../../function/app/statement.ts';
import { UsageError } from '../../function/core/errors.ts';
import { parseProject } from '../../function/core/partition.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const everything = { projects: null };

describe('toStatement()', () => {
  test.each(['top_articles', 'article_categories', 'ingested_days', 'wiki_data_normal'])(
    'selects everything from %s when given its name',
    (name) => {
      expect(toStatement(name, everything)).toBe(`SELECT * FROM {{dataset}}.${name}`);
    },
  );

  test('takes a statement as it stands', () => {
    expect(toStatement('SELECT 1', everything)).toBe('SELECT 1');
  });

  test('reads a file', () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'days of mine.sql');
    writeFileSync(file, 'SELECT view_date\nFROM {{dataset}}.ingested_days\n');
    expect(toStatement(file, everything)).toBe('SELECT view_date\nFROM {{dataset}}.ingested_days\n');
  });

  test('says so when the file is not there', () => {
    expect(() => toStatement('nowhere.sql', everything)).toThrow(UsageError);
    expect(() => toStatement('nowhere.sql', everything)).toThrow('There is no file "nowhere.sql"');
  });

  test('names what there is for a name it does not know', () => {
    expect(() => toStatement('top_artcles', everything)).toThrow(UsageError);
    expect(() => toStatement('top_artcles', everything)).toThrow(
      /"top_artcles": expected one of top_articles, .*wiki_data_normal/,
    );
  });

  test('reads a view by day, by range and by project, in the order in which a person reads it', () => {
    const projects = [parseProject('en.wikipedia'), parseProject('fr.wikipedia')];
    expect(toStatement('trending', { date: '2026-09-15', projects, limit: 5 })).toBe(
      [
        'SELECT * FROM {{dataset}}.trending',
        "WHERE view_date = DATE '2026-09-15' AND project IN ('en.wikipedia', 'fr.wikipedia')",
        'ORDER BY view_date DESC, project, multiple_min DESC, views DESC',
        'LIMIT 5',
      ].join('\n'),
    );
    expect(toStatement('top_articles', { start: '2026-09-01', end: '2026-09-15', projects: null })).toBe(
      "SELECT * FROM {{dataset}}.top_articles\nWHERE view_date BETWEEN DATE '2026-09-01' AND DATE '2026-09-15'",
    );
  });

  test('calls a table function with its days', () => {
    expect(toStatement('range_top', { start: '2026-09-01', end: '2026-09-15', projects: null })).toBe(
      "SELECT * FROM {{dataset}}.range_top(DATE '2026-09-01', DATE '2026-09-15')\nORDER BY project, rank",
    );
  });

  test.each([
    ['range_top', {}, 'Cannot query range_top without its range'],
    ['range_top', { start: '2026-09-01' }, '--end is missing'],
    ['trending', { end: '2026-09-01' }, '--start is missing'],
    ['trending', { date: '2026-09-01', end: '2026-09-01' }, 'Cannot take --date together with --start or --end'],
    ['trending', { start: '2026-09-02', end: '2026-09-01' }, 'the range ends before it begins'],
    ['trending', { date: '2026-02-30' }, 'Cannot read date "2026-02-30"'],
    ['trending', { date: "2026-09-01' OR TRUE --" }, 'Cannot read date'],
    ['data_health', { date: '2026-09-01' }, 'Cannot query data_health by day: it has no view_date'],
    ['SELECT 1', { date: '2026-09-01' }, 'Cannot narrow "SELECT 1" down'],
    ['SELECT 1', { limit: 3 }, 'Cannot narrow "SELECT 1" down'],
  ])('says what would be right for %s with %o', (name, flags, said) => {
    expect(() => toStatement(name, { ...flags, projects: null })).toThrow(UsageError);
    expect(() => toStatement(name, { ...flags, projects: null })).toThrow(said);
  });
});
