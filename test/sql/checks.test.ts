import { beforeAll, describe, expect, test } from 'vitest';
import type { DayCommit, Warehouse } from '../../function/core/warehouse.ts';
import { checkColumns } from '../../function/schema/checks.ts';
import { readChecks } from '../../function/sql/checks.ts';
import { readTableFunctions } from '../../function/sql/table-functions.ts';
import { readViews } from '../../function/sql/views.ts';
import { openCloud } from '../support/cloud.ts';
import { dayCommit } from '../support/day-commit.ts';
import { type Analyser, startAnalyser } from '../support/googlesql/analyser.ts';
import { analyserProgram, notForPlatform } from '../support/googlesql/platform.ts';
import { openInMemory } from '../support/in-memory.ts';
import { english, french, partition } from '../support/partitions.ts';

const checks = readChecks();
const names = checks.map(({ name }) => name);
const isThere = analyserProgram !== undefined;
const today = '2026-09-21';
const clock = "CURRENT_DATE('UTC')";

describe.skipIf(!isThere)(isThere ? 'for BigQuery' : notForPlatform, () => {
  let analyser: Analyser;

  beforeAll(async () => {
    analyser = await startAnalyser();
    return () => analyser[Symbol.asyncDispose]();
  });

  test.each(checks)('$name has the columns of every check', async ({ sql }) => {
    const columns = Object.entries(checkColumns).map(([name, { type }]) => ({ name, type }));
    expect(await analyser.analyse(sql)).toEqual(columns);
  });
});

// In its words: WITH RECURSIVE is only allowed at the top level of the SELECT, CREATE VIEW and some other statements.
test('no view, function or check is recursive: BigQuery refuses that inside of other queries', () => {
  for (const { name, sql } of [...readViews(), ...readTableFunctions(), ...checks]) {
    expect(sql, name).not.toMatch(/\bRECURSIVE\b/i);
  }
});

/** Violations as `project view_date detail`. */
type Found = Readonly<Record<string, readonly string[]>>;
const nothing: Found = Object.fromEntries(names.map((name) => [name, []]));

const ofEnglish = `project = '${english}'`;

/** What is done to sound data, and all that the checks find then. */
const faults: readonly { readonly what: string; readonly sql: readonly string[]; readonly found: Found }[] = [
  {
    what: 'days without an entry, at the beginning, in the middle and up to a week ago',
    sql: [
      `DELETE FROM ingested_days WHERE ${ofEnglish} AND view_date IN (DATE '2026-09-09', DATE '2026-09-14')`,
      `DELETE FROM top_articles WHERE ${ofEnglish} AND view_date IN (DATE '2026-09-09', DATE '2026-09-14')`,
      `DELETE FROM article_categories WHERE ${ofEnglish} AND view_date IN (DATE '2026-09-09', DATE '2026-09-14')`,
    ],
    found: {
      gaps: [
        'en.wikipedia 2026-09-09 nothing up to 2026-09-09 (days: 1, refused: 0)',
        'en.wikipedia 2026-09-14 nothing up to 2026-09-14 (days: 1, refused: 0)',
      ],
    },
  },
  {
    what: 'a first day that was refused, and others behind it without an entry',
    sql: [
      "DELETE FROM ingested_days WHERE project = 'fr.wikipedia' AND view_date > DATE '2026-09-08'",
      "DELETE FROM top_articles WHERE project = 'fr.wikipedia'",
      "DELETE FROM article_categories WHERE project = 'fr.wikipedia'",
      "UPDATE ingested_days SET status = 'refused', articles = 0 WHERE project = 'fr.wikipedia'",
    ],
    found: {
      gaps: ['fr.wikipedia 2026-09-08 nothing up to 2026-09-14 (days: 7, refused: 1)'],
      stale: ['fr.wikipedia null no day is loaded'],
    },
  },
  {
    what: 'a newest day that is four days old',
    sql: ['ingested_days', 'top_articles', 'article_categories'].map(
      (table) => `DELETE FROM ${table} WHERE project = 'fr.wikipedia' AND view_date > DATE '2026-09-17'`,
    ),
    found: { stale: ['fr.wikipedia 2026-09-17 the newest loaded day is 4 days old'] },
  },
  {
    what: 'a row that is there twice, its categories once',
    sql: [insertAgain('top_articles', "view_date = DATE '2026-09-10' AND article = 'Article_2'")],
    found: {
      duplicates: ['en.wikipedia 2026-09-10 top_articles repeats keys: 1, such as Article_2'],
      ledger_without_rows: ['en.wikipedia 2026-09-10 4 of 3 articles, 6 of 6 categories, 4000 of 3000 views are there'],
      rank_holes: ['en.wikipedia 2026-09-10 articles: 4, ranks: 3, from 1 to 3'],
    },
  },
  {
    what: 'categories that are there twice',
    sql: [insertAgain('article_categories', "view_date = DATE '2026-09-10' AND article != 'Article_2'")],
    found: {
      duplicates: [
        'en.wikipedia 2026-09-10 article_categories repeats keys: 4, such as Article_1 in Articles with short description',
      ],
      ledger_without_rows: [
        'en.wikipedia 2026-09-10 3 of 3 articles, 10 of 6 categories, 3000 of 3000 views are there',
      ],
      category_counts: [
        'en.wikipedia 2026-09-10 pages with more or fewer than were counted: 2, such as Article_1; without any: 0',
      ],
    },
  },
  {
    what: 'an entry that is there twice',
    sql: [insertAgain('ingested_days', "view_date = DATE '2026-09-10'")],
    found: { duplicates: ['en.wikipedia 2026-09-10 ingested_days repeats keys: 1, such as the day'] },
  },
  {
    what: 'rows of a day without an entry, and of one that is absent',
    sql: [
      "DELETE FROM ingested_days WHERE project = 'fr.wikipedia' AND view_date = DATE '2026-09-17'",
      `UPDATE ingested_days SET status = 'absent' WHERE ${ofEnglish} AND view_date = DATE '2026-09-10'`,
    ],
    found: {
      rows_without_ledger: [
        'en.wikipedia 2026-09-10 article_categories has rows of a day that is not loaded: 6',
        'en.wikipedia 2026-09-10 top_articles has rows of a day that is not loaded: 4',
        'fr.wikipedia 2026-09-17 article_categories has rows of a day that is not loaded: 6',
        'fr.wikipedia 2026-09-17 top_articles has rows of a day that is not loaded: 3',
      ],
    },
  },
  {
    what: 'an entry of which the rows are gone',
    sql: ['top_articles', 'article_categories'].map(
      (table) => `DELETE FROM ${table} WHERE project = 'fr.wikipedia' AND view_date = DATE '2026-09-18'`,
    ),
    found: {
      ledger_without_rows: ['fr.wikipedia 2026-09-18 0 of 3 articles, 0 of 6 categories, 0 of 3000 views are there'],
    },
  },
  {
    what: 'an article that is gone with its categories',
    sql: ['top_articles', 'article_categories'].map(
      (table) => `DELETE FROM ${table} WHERE ${ofEnglish} AND view_date = DATE '2026-09-10' AND article = 'Article_2'`,
    ),
    found: {
      ledger_without_rows: ['en.wikipedia 2026-09-10 2 of 3 articles, 4 of 6 categories, 2000 of 3000 views are there'],
      rank_holes: ['en.wikipedia 2026-09-10 articles: 2, ranks: 2, from 1 to 3'],
    },
  },
  {
    what: 'ranks that begin with 2, that repeat, and an article without one',
    sql: [
      `UPDATE top_articles SET article_rank = article_rank + 1 WHERE ${ofEnglish} AND view_date = DATE '2026-09-10'`,
      `UPDATE top_articles SET article_rank = 1 WHERE ${ofEnglish} AND view_date = DATE '2026-09-13' AND is_article`,
      `UPDATE top_articles SET article_rank = NULL WHERE ${ofEnglish} AND view_date = DATE '2026-09-15' AND article_rank = 3`,
    ],
    found: {
      rank_holes: [
        'en.wikipedia 2026-09-10 articles: 3, ranks: 3, from 2 to 4',
        'en.wikipedia 2026-09-13 articles: 3, ranks: 1, from 1 to 1',
        'en.wikipedia 2026-09-15 articles: 3, ranks: 2, from 1 to 2',
      ],
      ledger_without_rows: ['en.wikipedia 2026-09-15 2 of 3 articles, 6 of 6 categories, 3000 of 3000 views are there'],
    },
  },
  {
    what: 'a rank that is there twice, from 1 to the number all the same, and a rank of a page that is no article',
    sql: [
      `UPDATE top_articles SET article_rank = 1 WHERE ${ofEnglish} AND view_date = DATE '2026-09-10' AND article_rank = 2`,
      `UPDATE top_articles SET article_rank = 2 WHERE ${ofEnglish} AND view_date = DATE '2026-09-13' AND NOT is_article`,
      `UPDATE ingested_days SET articles = 4 WHERE ${ofEnglish} AND view_date = DATE '2026-09-13'`,
    ],
    found: {
      rank_holes: [
        'en.wikipedia 2026-09-10 articles: 3, ranks: 2, from 1 to 3',
        'en.wikipedia 2026-09-13 articles: 4, ranks: 3, from 1 to 3',
      ],
      rank_order: ['en.wikipedia 2026-09-13 of a page that is no article or has no id: 1, such as Special:Search'],
    },
  },
  {
    what: 'views that were swapped, and an article without the id of its page',
    sql: [
      `UPDATE top_articles SET views = views - 10 WHERE ${ofEnglish} AND view_date = DATE '2026-09-10' AND article_rank = 2`,
      `UPDATE ingested_days SET views = views - 10 WHERE ${ofEnglish} AND view_date = DATE '2026-09-10'`,
      `UPDATE top_articles SET page_id = NULL WHERE ${ofEnglish} AND view_date = DATE '2026-09-13' AND article_rank = 1`,
    ],
    found: {
      rank_order: [
        'en.wikipedia 2026-09-10 of fewer views than one behind it: 1, such as Article_2',
        'en.wikipedia 2026-09-13 of a page that is no article or has no id: 1, such as Article_1',
      ],
    },
  },
  {
    what: 'views that are others than the ledger has, and nothing else',
    sql: [`UPDATE ingested_days SET views = 7 WHERE ${ofEnglish} AND view_date = DATE '2026-09-10'`],
    found: {
      ledger_without_rows: ['en.wikipedia 2026-09-10 3 of 3 articles, 6 of 6 categories, 3000 of 7 views are there'],
    },
  },
  {
    what: 'articles without categories though some were counted, and one with fewer',
    sql: [
      `DELETE FROM article_categories WHERE ${ofEnglish} AND view_date = DATE '2026-09-10' AND article IN ('Article_1', 'Article_2')`,
      `DELETE FROM article_categories WHERE ${ofEnglish} AND view_date = DATE '2026-09-10' AND is_hidden`,
    ],
    found: {
      ledger_without_rows: ['en.wikipedia 2026-09-10 3 of 3 articles, 1 of 6 categories, 3000 of 3000 views are there'],
      category_counts: [
        'en.wikipedia 2026-09-10 pages with more or fewer than were counted: 3, such as Article_1; without any: 2',
      ],
    },
  },
];

describe('the checks find', () => {
  test('nothing in sound data: ties, pages without categories, absent, refused and pending days of several projects', async () => {
    await using warehouse = await openInMemory();
    await warehouse.commit(soundDays());
    expect(await foundIn(warehouse)).toEqual(nothing);
  });

  test('nothing in empty tables', async () => {
    await using warehouse = await openInMemory();
    expect(await foundIn(warehouse)).toEqual(nothing);
  });

  test.each(faults)('$what', async ({ sql, found }) => {
    await using warehouse = await openInMemory();
    await warehouse.commit(soundDays());
    for (const statement of sql) await warehouse.query(statement);
    expect(await foundIn(warehouse)).toEqual({ ...nothing, ...found });
  });

  test('each of its own kind: there is none that nothing is found by', () => {
    expect(new Set(faults.flatMap(({ found }) => Object.keys(found)))).toEqual(new Set(names));
  });

  test('the same in BigQuery', async () => {
    await using cloud = await openCloud();
    await using warehouse = await openInMemory();
    const statements = faults.flatMap(({ sql }) => sql);
    for (const each of [warehouse, cloud.warehouse]) {
      await each.commit(soundDays());
      for (const statement of statements) await each.query(statement);
    }
    const found = await foundIn(warehouse);
    expect(Object.values(found).every((violations) => violations.length > 0)).toBe(true);
    expect(await foundIn(cloud.warehouse)).toEqual(found);
  });
});

/** Two projects; in English with ties, a page that is no article, an absent day and a refused one that may still come. */
function soundDays(): readonly DayCommit[] {
  const none = { articles: 0, categories: 0, views: 0, content_hash: '' };
  const loaded = ['09', '10', '12', '13', '14', '15', '17', '18', '19'].map((day) =>
    dayCommit(partition(`2026-09-${day}`)),
  );
  return [
    ...loaded.map(withTies),
    dayCommit(partition('2026-09-08'), { articles: 0, ledger: { ...none, status: 'absent', reason: 'never came' } }),
    dayCommit(partition('2026-09-11'), { articles: 0, ledger: { ...none, status: 'absent', reason: 'never came' } }),
    dayCommit(partition('2026-09-16'), { articles: 0, ledger: { ...none, status: 'refused', reason: 'too short' } }),
    ...['08', '09', '10', '11', '12', '13', '14', '17', '18'].map((day) =>
      dayCommit(partition(`2026-09-${day}`, french)),
    ),
  ];
}

/** Wikimedia's ranks tie, and a page that is no article has neither an article's rank nor categories. */
function withTies({ ledger, batches }: DayCommit): DayCommit {
  const rows = batches.top_articles.map((row) => ({ ...row, rank: 1 }));
  const pages = rows.slice(0, 1).map((row) => {
    return { ...row, article: 'Special:Search', article_rank: null, is_article: false, category_count: 0, views: 0 };
  });
  return { ledger, batches: { ...batches, top_articles: [...rows, ...pages] } };
}

async function foundIn(warehouse: Warehouse): Promise<Found> {
  const found: Record<string, readonly string[]> = {};
  for (const { name, sql } of checks) {
    const { rows } = await warehouse.query(sql.replace(clock, `DATE '${today}'`));
    found[name] = rows.map((row) => row.map(String).join(' ')).toSorted();
  }
  return found;
}

function insertAgain(table: string, where: string): string {
  return `INSERT INTO ${table} SELECT * FROM ${table} WHERE ${ofEnglish} AND ${where}`;
}
