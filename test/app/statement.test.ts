import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Narrowing } from '../../function/app/question.ts';
import { relations } from '../../function/app/relation.ts';
import { toStatement } from '../../function/app/statement.ts';
import { UsageError } from '../../function/core/errors.ts';
import { parseProject } from '../../function/core/partition.ts';
import { openInMemory } from '../support/in-memory.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const everything = { projects: null };
const sqlOf = (text: string, narrowing: Narrowing) => toStatement(text, narrowing).sql;

describe('toStatement()', () => {
  test.each(['top_articles', 'article_categories', 'ingested_days'])(
    'selects everything from %s when given its name',
    (name) => {
      expect(sqlOf(name, everything)).toBe(`SELECT * FROM {{dataset}}.${name}`);
    },
  );

  test.each(relations.filter(({ kind }) => kind !== 'table'))('puts $name into an order that it has', async (it) => {
    const { name, isByDay } = it;
    await using warehouse = await openInMemory();
    const { sql } = toStatement(name, { ...everything, ...(isByDay && { date: '2026-09-15' }) });
    expect(sql).toContain('\nORDER BY ');
    expect((await warehouse.query(sql)).rows).toEqual([]);
  });

  test('says which days a relation is asked for, and of a statement nothing', () => {
    const range = { first: '2026-09-15', last: '2026-09-15' };
    expect(toStatement('trending', { ...everything, date: '2026-09-15' })).toMatchObject({ range });
    expect(toStatement('trending', everything)).toMatchObject({ range: null });
    expect(toStatement('SELECT 1', everything)).toMatchObject({ range: null });
  });

  test('takes a statement as it stands', () => {
    expect(sqlOf('SELECT 1', everything)).toBe('SELECT 1');
  });

  test('reads a file', () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'days of mine.sql');
    writeFileSync(file, 'SELECT view_date\nFROM {{dataset}}.ingested_days\n');
    expect(sqlOf(file, everything)).toBe('SELECT view_date\nFROM {{dataset}}.ingested_days\n');
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
    expect(sqlOf('trending', { date: '2026-09-15', projects, limit: 5 })).toBe(
      [
        'SELECT * FROM {{dataset}}.trending',
        "WHERE view_date = DATE '2026-09-15' AND project IN ('en.wikipedia', 'fr.wikipedia')",
        'ORDER BY view_date DESC, project, multiple_min DESC, views DESC, page_id',
        'LIMIT 5',
      ].join('\n'),
    );
    expect(sqlOf('top_articles', { start: '2026-09-01', end: '2026-09-15', projects: null })).toBe(
      "SELECT * FROM {{dataset}}.top_articles\nWHERE view_date BETWEEN DATE '2026-09-01' AND DATE '2026-09-15'",
    );
  });

  test('calls a table function with its days', () => {
    expect(sqlOf('range_top', { start: '2026-09-01', end: '2026-09-15', projects: null })).toBe(
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
    ['SELECT 1', { date: '2026-09-01' }, '--date, --start and --end for all of them but data_health'],
  ])('says what would be right for %s with %o', (name, flags, said) => {
    expect(() => toStatement(name, { ...flags, projects: null })).toThrow(UsageError);
    expect(() => toStatement(name, { ...flags, projects: null })).toThrow(said);
  });
});
