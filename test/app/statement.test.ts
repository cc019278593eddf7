import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toStatement } from '../../function/app/statement.ts';
import { UsageError } from '../../function/core/errors.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('toStatement()', () => {
  test.each(['top_articles', 'article_categories', 'ingested_days', 'wiki_data_normal'])(
    'selects everything from %s when given its name',
    (name) => {
      expect(toStatement(name)).toBe(`SELECT * FROM {{dataset}}.${name}`);
    },
  );

  test('takes a statement as it stands', () => {
    expect(toStatement('SELECT 1')).toBe('SELECT 1');
  });

  test('reads a file', () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'days of mine.sql');
    writeFileSync(file, 'SELECT view_date\nFROM {{dataset}}.ingested_days\n');
    expect(toStatement(file)).toBe('SELECT view_date\nFROM {{dataset}}.ingested_days\n');
  });

  test('says so when the file is not there', () => {
    expect(() => toStatement('nowhere.sql')).toThrow(UsageError);
    expect(() => toStatement('nowhere.sql')).toThrow('There is no file "nowhere.sql"');
  });

  test('names what there is for a name it does not know', () => {
    expect(() => toStatement('top_artcles')).toThrow(UsageError);
    expect(() => toStatement('top_artcles')).toThrow(/"top_artcles": expected one of top_articles, .*wiki_data_normal/);
  });
});
