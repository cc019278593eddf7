import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectRefusal } from '../support/refusal.ts';
import { openStage, type Stage, warehouseFile } from '../support/stage.ts';
import { readRows, readWholeTables } from '../support/warehouse-file.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.run(['ingest', '--date', '2024-03-01']);
});

afterAll(() => stage[Symbol.asyncDispose]());

describe('ingest and backfill refuse the day', () => {
  test.each([
    ['2026-02-30', 'expected a calendar day such as 2026-09-01'],
    ['yesterday', 'Cannot read date "yesterday"'],
    ['2024-3-1', 'expected a calendar day'],
    ['', 'Cannot read date ""'],
    ['2015-06-30', 'Cannot load 2015-06-30: the rankings begin on 2015-07-01'],
    ['2999-01-01', 'Cannot load 2999-01-01: it lies in the future'],
  ])('"%s"', async (day, said) => {
    await expectToBeLeftAlone(async () => {
      expectRefusal(await stage.run(['ingest', '--date', day]), 2, said);
      expectRefusal(await stage.run(['backfill', '--start', day, '--end', '2024-03-01']), 2, said);
      expectRefusal(await stage.run(['backfill', '--start', '2024-03-01', '--end', day, '--json']), 2, said);
    });
  });

  test('after which a range would end before it begins', async () => {
    const ended = await stage.run(['backfill', '--start', '2024-03-02', '--end', '2024-03-01']);
    expectRefusal(ended, 2, 'Cannot load 2024-03-02 to 2024-03-01: the range ends before it begins');
  });
});

describe('ingest refuses a project', () => {
  test.each(['xx.wikipedia', 'en.wikipedia,xx.wikipedia'])(
    'that is not there, and leaves no trace of it: %s',
    async (projects) => {
      await using fresh = await openStage();
      const ended = await fresh.run(['ingest', '--date', '2024-03-01', '--project', projects, '--json']);
      expectRefusal(ended, 2, 'There is no wiki "xx.wikipedia": expected one such as en.wikipedia');
      const { top_articles, ingested_days } = await readWholeTables(fresh.path(warehouseFile));
      expect({ top_articles, ingested_days }).toEqual({ top_articles: '', ingested_days: '' });
      expect(fresh.wikimedia.requests.map(({ kind }) => kind)).not.toContain('ranking');
    },
  );

  test.each(['en wikipedia', 'https://en.wikipedia.org', "en.wikipedia' OR true --"])(
    'that cannot be one, before anybody is asked: %s',
    async (project) => {
      await expectToBeLeftAlone(async () => {
        const ended = await stage.run(['ingest', '--date', '2024-03-01', '--project', project]);
        expectRefusal(ended, 2, 'expected a wiki such as en.wikipedia or fr.wiktionary');
      });
    },
  );
});

describe('wikitrends', () => {
  test.each<readonly [string, readonly string[], string]>([
    ['nothing', [], 'Usage: wikitrends'],
    ['a command nobody knows', ['injest'], 'Did you mean ingest?'],
    ['a flag nobody knows', ['ingest', '--fast'], "unknown option '--fast'"],
    ['an argument too many', ['ingest', 'now'], "too many arguments for 'ingest'"],
    ['backfill without an end', ['backfill', '--start', '2024-03-01'], "required option '--end <day>' not specified"],
    ['a flag without its value', ['ingest', '--date'], "option '--date <day>' argument missing"],
    ['a budget of nothing', ['ingest', '--budget', '0'], 'expected minutes, more than 0'],
    ['a budget in words', ['ingest', '--budget', 'soon'], 'expected minutes, more than 0'],
    ['export without a folder', ['export'], "required option '--to <folder>' not specified"],
    ['export as what it cannot write', ['export', '--to', 'x', '--format', 'xlsx'], 'parquet, csv, json'],
    ['query without a query', ['query'], "missing required argument 'what'"],
    ['query as what it cannot print', ['query', 'top_articles', '--format', 'xml'], 'table, json, csv'],
    [
      'a name nobody knows',
      ['query', 'top_article'],
      'expected one of top_articles, article_categories, ingested_days',
    ],
    ['a file that is not there', ['query', 'nowhere.sql'], 'There is no file "nowhere.sql"'],
    ['a folder for a file', ['query', 'folder.sql'], 'Cannot read "folder.sql"'],
    ['broken SQL', ['query', 'SELEC 1'], 'Parser Error: syntax error at or near "SELEC"'],
    ['a column that is not there', ['query', 'SELECT viewz FROM top_articles'], 'Candidate bindings: '],
    ['a table that is not there', ['query', 'SELECT * FROM nowhere'], 'Table with name nowhere does not exist'],
  ])('says what would be right when it is given %s', async (_, args, said) => {
    await mkdir(stage.path('folder.sql'), { recursive: true });
    await expectToBeLeftAlone(async () => expectRefusal(await stage.run(args), 2, said));
  });

  test.each(['DELETE FROM ingested_days', 'DROP TABLE top_articles', 'CREATE TABLE more (name STRING)'])(
    'cannot change the warehouse by a query such as %s',
    async (statement) => {
      await expectToBeLeftAlone(async () => expectRefusal(await stage.run(['query', statement]), 1, /read-only mode/));
    },
  );
});

describe('ingest says what would be right when the archive', () => {
  test('to read is not named', async () => {
    const ended = await stage.run(['ingest', '--date', '2024-03-02', '--from-archive']);
    expectRefusal(ended, 2, 'WIKITRENDS_ARCHIVE (or --archive) is not set; expected file:<folder>');
  });

  test('to read is not there', async () => {
    const ended = await stage.run(['ingest', '--date', '2024-03-02', '--from-archive', '--archive', 'file:nowhere']);
    expectRefusal(ended, 2, 'Cannot open the archive nowhere: expected the folder of an archive');
    expect(await readdir(stage.folder)).not.toContain('nowhere');
  });

  test('to read has nothing of the day', async () => {
    await mkdir(stage.path('empty'));
    const ended = await stage.run(['ingest', '--date', '2024-03-02', '--from-archive', '--archive', 'file:empty']);
    expectRefusal(ended, 1, 'file:empty holds nothing of en.wikipedia for 2024-03-02');
  });

  test.each([
    ['file:/proc/nowhere/archive', 'expected a folder that can be written'],
    ['file:plain.txt', 'expected a folder that can be written'],
  ])('cannot be written, before anybody is asked: %s', async (archive, said) => {
    await writeFile(stage.path('plain.txt'), 'plain');
    await expectToBeLeftAlone(async () => {
      expectRefusal(await stage.run(['ingest', '--date', '2024-03-02', '--archive', archive]), 2, said);
    });
  });
});

test.each(['/proc/nowhere/export', 'plain.txt'])('export refuses a folder that cannot be one: %s', async (folder) => {
  await writeFile(stage.path('plain.txt'), 'plain');
  const ended = await stage.run(['export', '--to', folder]);
  expectRefusal(ended, 2, `Cannot export to ${folder}: expected a folder that can be written`);
});

test('export says which file it cannot write, and leaves nothing half written', async () => {
  await mkdir(stage.path('exported/article_categories.csv'), { recursive: true });
  const ended = await stage.run(['export', '--to', 'exported', '--format', 'csv']);
  expectRefusal(ended, 1, 'Cannot write exported/article_categories.csv: ');
  expect((await readdir(stage.path('exported'))).toSorted()).toEqual(['article_categories.csv', 'top_articles.csv']);
});

/** Whatever happens: nobody is asked, and the day that was there before is there as it was. */
async function expectToBeLeftAlone(act: () => Promise<void>): Promise<void> {
  const before = await readWholeTables(stage.path(warehouseFile));
  const asked = stage.wikimedia.requests.length;
  await act();
  expect(stage.wikimedia.requests.length).toBe(asked);
  expect(await readWholeTables(stage.path(warehouseFile))).toEqual(before);
  expect(await readRows(stage.path(warehouseFile), 'SELECT COUNT(*) FROM ingested_days')).toEqual([['1']]);
}
