import { beforeAll, describe, expect, test } from 'vitest';
import type { Table } from '../../../function/schema/column.ts';
import { tables } from '../../../function/schema/tables.ts';
import { type Analyser, startAnalyser } from './analyser.ts';
import { analyserProgram, notForPlatform } from './platform.ts';

const isThere = analyserProgram !== undefined;
const articles = '{{dataset}}.top_articles';
const staging: Table = {
  description: 'One row per row to load.',
  key: ['view_date'],
  columns: {
    view_date: { type: 'DATE', description: 'A day.' },
    views: { type: 'INT64', description: 'A figure.' },
  },
};

describe.skipIf(!isThere)(isThere ? 'startAnalyser()' : notForPlatform, () => {
  let analyser: Analyser;

  beforeAll(async () => {
    analyser = await startAnalyser({ dataset: 'my-project.pages', extraTables: { staging } });
    return () => analyser[Symbol.asyncDispose]();
  });

  /** The columns as `name TYPE`. */
  const columnsOf = async (sql: string) => (await analyser.analyse(sql)).map(({ name, type }) => `${name} ${type}`);

  describe('analyse() names the columns', () => {
    test.each(Object.entries(tables))('of the table %s as the schema does', async (name, { columns }) => {
      const expected = Object.entries(columns).map(([column, { type }]) => `${column} ${type}`);
      expect(await columnsOf(`SELECT * FROM {{dataset}}.${name}`)).toEqual(expected);
    });

    test('of the view wiki_data_normal', async () => {
      expect(await columnsOf('SELECT * FROM {{dataset}}.wiki_data_normal')).toEqual([
        'view_date DATE',
        'project STRING',
        'article STRING',
        'category STRING',
        'is_hidden BOOL',
        'rank INT64',
        'views INT64',
      ]);
    });

    test('of an extra table', async () => {
      expect(await columnsOf('SELECT * FROM {{dataset}}.staging')).toEqual(['view_date DATE', 'views INT64']);
    });

    test.each([
      ['AVG(views)', 'FLOAT64'],
      ['CAST(SUM(views) AS NUMERIC)', 'NUMERIC'],
      ['ARRAY_AGG(article)', 'ARRAY<STRING>'],
      ['ARRAY_AGG(STRUCT(views, [article] AS titles))', 'ARRAY<STRUCT<views INT64, titles ARRAY<STRING>>>'],
    ])('of %s', async (expression, type) => {
      expect(await columnsOf(`SELECT ${expression} AS it FROM ${articles}`)).toEqual([`it ${type}`]);
    });

    test('none of a statement that is no query', async () => {
      expect(await columnsOf(`DELETE FROM ${articles} WHERE view_date = '2026-09-01'`)).toEqual([]);
    });
  });

  describe('analyse() finds a table under', () => {
    test.each([
      '{{dataset}}.staging',
      '`my-project.pages`.staging',
      '`my-project.pages.staging`',
      '`my-project`.pages.staging',
      'my-project.pages.staging',
      'pages.staging',
      '`pages.staging`',
      'staging',
    ])('%s', async (path) => {
      expect(await columnsOf(`SELECT views FROM ${path}`)).toEqual(['views INT64']);
    });
  });

  describe('analyse() accepts', () => {
    test.each([
      { what: 'QUALIFY', sql: `SELECT article FROM ${articles} QUALIFY ROW_NUMBER() OVER (ORDER BY views DESC) = 1` },
      { what: 'a DATE literal', sql: `SELECT article FROM ${articles} WHERE view_date = DATE '2026-09-01'` },
      {
        what: 'the distance between days',
        sql: `SELECT DATE_DIFF(view_date, DATE '2026-09-01', DAY) FROM ${articles}`,
      },
      { what: 'INTERVAL', sql: `SELECT view_date - INTERVAL 1 DAY FROM ${articles}` },
      {
        what: 'GROUPING SETS',
        sql: `SELECT project, SUM(views) FROM ${articles} GROUP BY GROUPING SETS (project, ())`,
      },
      { what: 'MAX_BY', sql: `SELECT project, MAX_BY(article, views) FROM ${articles} GROUP BY project` },
      { what: 'a parameter', sql: `DELETE FROM ${articles} WHERE view_date BETWEEN @first AND @last` },
      { what: 'ASSERT', sql: `ASSERT (SELECT COUNT(*) FROM ${articles}) > 0 AS 'There are no rows'` },
      {
        what: 'MERGE',
        sql: `MERGE ${articles} AS target
          USING (SELECT * FROM ${articles}) AS fresh ON target.article = fresh.article
          WHEN MATCHED THEN UPDATE SET views = fresh.views
          WHEN NOT MATCHED BY SOURCE AND target.view_date = DATE '2026-09-01' THEN DELETE
          WHEN NOT MATCHED THEN INSERT ROW`,
      },
      {
        what: 'CREATE VIEW',
        sql: `CREATE OR REPLACE VIEW {{dataset}}.young (day OPTIONS (description = 'A day.'))
          OPTIONS (description = 'One row per day.') AS SELECT DISTINCT view_date FROM ${articles}`,
      },
      {
        what: 'CREATE TABLE FUNCTION',
        sql: `CREATE OR REPLACE TABLE FUNCTION {{dataset}}.on_day(day DATE)
          AS SELECT article FROM ${articles} WHERE view_date = day`,
      },
      {
        what: 'CREATE TABLE',
        sql: `CREATE TABLE IF NOT EXISTS {{dataset}}.young (day DATE NOT NULL OPTIONS (description = 'A day.'))
          PARTITION BY day CLUSTER BY day OPTIONS (require_partition_filter = TRUE)`,
      },
    ])('$what', async ({ sql }) => {
      await expect(analyser.analyse(sql)).resolves.toBeDefined();
    });
  });

  describe('analyse() rejects', () => {
    test.each([
      {
        what: 'a column that is not there',
        sql: `SELECT\n  nope\nFROM ${articles}`,
        message: /Unrecognized name: nope \[at 2:3\]/,
      },
      { what: 'a table that is not there', sql: 'SELECT 1 FROM {{dataset}}.nope', message: /Table not found: .*nope/ },
      {
        what: 'types that do not go together',
        sql: `SELECT views + article FROM ${articles}`,
        message: /INT64, STRING/,
      },
      {
        what: 'a value of the wrong type',
        sql: `INSERT ${articles} (views) VALUES ('12')`,
        message: /type STRING .* INT64/,
      },
      {
        what: 'a parameter of two types',
        sql: `SELECT 1 FROM ${articles} WHERE views = @x AND article = @x`,
        message: /'x'/,
      },
      { what: 'a day that is none', sql: "SELECT DATE '2026-02-30'", message: /Invalid DATE literal/ },
      {
        what: 'a column beside its group',
        sql: `SELECT project, SUM(views) FROM ${articles}`,
        message: /neither grouped/,
      },
      { what: 'a DELETE of everything', sql: `DELETE FROM ${articles}`, message: /WHERE clause/ },
      { what: 'a second statement', sql: 'SELECT 1; SELECT 2', message: /Expected end of input/ },
    ])('$what', async ({ sql, message }) => {
      await expect(analyser.analyse(sql)).rejects.toThrow(message);
    });

    test.each([
      ['ORDER BY ALL', `SELECT article FROM ${articles} ORDER BY ALL`, /Unexpected keyword ALL/],
      ['a cast with two colons', `SELECT views::DOUBLE FROM ${articles}`, /got ":"/],
      ['FROM without SELECT', `FROM ${articles}`, /Unexpected keyword FROM/],
      ['FILTER', `SELECT COUNT(*) FILTER (WHERE is_article) FROM ${articles}`, /got "\("/],
      ['the type VARCHAR', `SELECT CAST(views AS VARCHAR) FROM ${articles}`, /Type not found: VARCHAR/],
      ['the function list', `SELECT LIST(article) FROM ${articles}`, /Function not found: LIST/],
      ['the distance between days', `SELECT DATE_DIFF('day', view_date, view_date) FROM ${articles}`, /DATE_DIFF/],
    ])('what only DuckDB reads: %s', async (_, sql, message) => {
      await expect(analyser.analyse(sql)).rejects.toThrow(message);
    });

    test.each([
      ['PI()', 'SELECT PI()', /Function not found: PI/],
      ['lambdas', 'SELECT ARRAY_FILTER([1], e -> e > 0)', /Lambda is not supported/],
      ['types of 32 bits', 'SELECT CAST(1 AS INT32)', /Type not found: INT32/],
      ['THEN RETURN', `DELETE FROM ${articles} WHERE TRUE THEN RETURN views`, /THEN RETURN/],
    ])('what only other products of Google read: %s', async (_, sql, message) => {
      await expect(analyser.analyse(sql)).rejects.toThrow(message);
    });
  });

  describe('analyseScript()', () => {
    const script = `BEGIN TRANSACTION;
      DELETE FROM ${articles} WHERE view_date BETWEEN @first AND @last;
      -- Zoë's comment; with a semicolon
      INSERT INTO ${articles} (view_date, views) SELECT view_date, views FROM {{dataset}}.staging;
      COMMIT TRANSACTION;
      -- The end.
    `;

    test('accepts a transaction', async () => {
      await expect(analyser.analyseScript(script)).resolves.toBeUndefined();
    });

    test.each([
      ['first', script.replace('BEGIN', 'BEGINN'), /\[at 1:/],
      ['middle', script.replace('view_date BETWEEN', 'day BETWEEN'), /Unrecognized name: day \[at 2:/],
      ['later', script.replace('SELECT view_date', 'SELECT views'), /\[at 4:/],
      ['last', script.replace('COMMIT', 'COMMIT WORK'), /\[at 5:/],
    ])('rejects one whose %s statement does not type-check, and says where', async (_, broken, message) => {
      await expect(analyser.analyseScript(broken)).rejects.toThrow(message);
    });

    test.each(['', '-- Nothing.\n'])('rejects the empty script %j', async (empty) => {
      await expect(analyser.analyseScript(empty)).rejects.toThrow('Unexpected end of statement');
    });
  });

  test('a view reads the views before it', async () => {
    const views = [
      { name: 'young', sql: 'SELECT article AS title FROM {{dataset}}.top_articles' },
      { name: 'younger', sql: 'SELECT title AS page FROM {{dataset}}.young' },
    ];
    await using other = await startAnalyser({ views, functions: [] });
    expect(await other.analyse('SELECT * FROM {{dataset}}.younger')).toEqual([{ name: 'page', type: 'STRING' }]);
  });

  test('a table function reads views and its parameters, and is called with values for these', async () => {
    const views = [{ name: 'young', sql: 'SELECT article AS title, view_date FROM {{dataset}}.top_articles' }];
    const parameters = { day: { type: 'DATE', description: 'A day.' } } as const;
    const sql = 'SELECT title FROM {{dataset}}.young WHERE view_date = day';
    await using other = await startAnalyser({ views, functions: [{ name: 'on_day', parameters, sql }] });
    for (const path of ['{{dataset}}.on_day', 'wikitrends.on_day', 'on_day', '`my-project.wikitrends.on_day`']) {
      const columns = await other.analyse(`SELECT * FROM ${path}(DATE '2026-09-01')`);
      expect(columns).toEqual([{ name: 'title', type: 'STRING' }]);
    }
    await expect(other.analyse('SELECT * FROM {{dataset}}.on_day(1)')).rejects.toThrow('No matching signature');
    const nope = [{ name: 'on_day', parameters, sql: 'SELECT nope FROM {{dataset}}.young' }];
    await expect(startAnalyser({ views, functions: nope })).rejects.toThrow(
      'BigQuery cannot make the table function on_day: Unrecognized name: nope',
    );
  });

  test.each([
    ['with a column that is not there', 'SELECT nope FROM {{dataset}}.top_articles', 'Unrecognized name: nope'],
    ['with a name for two columns', 'SELECT views, views FROM {{dataset}}.top_articles', 'duplicate name views'],
    ['with a column that has no name', 'SELECT COUNT(*) FROM {{dataset}}.top_articles', 'column 1 has no name'],
    ['that relies on a default dataset', 'SELECT views FROM top_articles', 'Table not found: top_articles'],
  ])('there is no view %s', async (_, sql, message) => {
    const started = startAnalyser({ views: [{ name: 'young', sql }] });
    await expect(started).rejects.toThrow('BigQuery cannot make the view young: ');
    await expect(started).rejects.toThrow(message);
  });

  test('throws for a dataset without its project', async () => {
    await expect(startAnalyser({ dataset: 'pages' })).rejects.toThrow(/^Cannot read the dataset "pages"/);
  });

  test('serves two datasets side by side', async () => {
    await using other = await startAnalyser({ dataset: 'other.place' });
    await expect(other.analyse('SELECT 1 FROM other.place.top_articles')).resolves.toHaveLength(1);
    await expect(other.analyse('SELECT 1 FROM pages.top_articles')).rejects.toThrow('Table not found');
    await expect(analyser.analyse('SELECT 1 FROM other.place.top_articles')).rejects.toThrow('Table not found');
  });
});
