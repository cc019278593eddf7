import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, openFixture } from './fixture.ts';

let bigQuery: Fixture;

beforeAll(async () => {
  bigQuery = await openFixture();
  const fields = [
    { name: 'n', type: 'INT64', mode: 'REQUIRED' },
    { name: 's', type: 'STRING' },
    { name: 'day', type: 'DATE' },
    { name: 'ended', type: 'TIMESTAMP' },
  ];
  await bigQuery.dataset.createTable('t', { schema: { fields } });
  await bigQuery.sql(`INSERT INTO d.t (n, s, day, ended) VALUES
    (1, 'one', DATE '2026-09-01', TIMESTAMP '2026-09-01T06:00:00.123456Z'),
    (2, 'two', DATE '2026-09-02', NULL), (3, NULL, NULL, NULL)`);
});

afterAll(() => bigQuery[Symbol.asyncDispose]());

/** The values of the only row. */
async function rowOf(expressions: string): Promise<readonly unknown[]> {
  const [[row]] = await bigQuery.client.query(`SELECT ${expressions}`);
  return Object.values(row);
}

describe('a literal', () => {
  test.each([
    [String.raw`'it\'s'`, "it's"],
    [String.raw`"say \"x\" 'y'"`, `say "x" 'y'`],
    [String.raw`'a\n\t\r\\\x41\101\u00e9\U0001F600\?\`'`, 'a\n\t\r\\AAé😀?`'],
    [String.raw`'\u0000'`, '\0'],
    [String.raw`'a\u0000b' || '\\'`, 'a\0b\\'],
    [String.raw`r'a\n\'b'`, String.raw`a\n\'b`],
    ["'''it's\n\"two\" lines'''", 'it\'s\n"two" lines'],
    [String.raw`"""a""b\""""`, 'a""b"'],
    ["'😀 Zürich ; -- # /* */'", '😀 Zürich ; -- # /* */'],
    ["'NaN'", 'NaN'],
    ["''", ''],
    ['1.5', 1.5],
    ['.5e1', 5],
    ['0x1F', 31],
    ['TRUE', true],
    ['NULL', null],
    ['DATE \'2026-09-01\' < DATE "2026-09-02"', true],
    ["TIMESTAMP '2026-09-01 06:00:00' = TIMESTAMP '2026-09-01T06:00:00Z'", true],
    ["TIMESTAMP '2026-09-01T06:00:00Z' = TIMESTAMP '2026-09-01 08:00:00+02'", true],
  ])('%s is the value %j', async (literal, value) => {
    expect(await rowOf(`${literal} AS value`)).toEqual([value]);
  });

  test('of bytes is bytes', async () => {
    expect(await rowOf(String.raw`b'a\xffé' AS value`)).toEqual([Buffer.from([0x61, 0xff, 0xc3, 0xa9])]);
  });

  test.each([
    String.raw`'\d'`,
    String.raw`'\ud83d'`,
    String.raw`'\U00110000'`,
    "'a\nb'",
    "'a",
    '"""a"',
    '`a',
    "DATE '2026-02-30'",
    '1a',
  ])('such as %j is an error', async (literal) => {
    await expect(bigQuery.sql(`SELECT ${literal}`)).rejects.toThrow('invalidQuery: ');
  });
});

describe('a table is found under', () => {
  test.each([
    '`test-project.d.t`',
    '`test-project.d`.t',
    '`test-project`.`d`.`t`',
    'test-project.d.t',
    'd.t',
    '`d.t`',
    '`d`.t /* and more */ AS x -- to the end\n',
    't',
    '(SELECT * FROM d.t)',
    '(`d.t` CROSS JOIN (SELECT 1 AS one))',
  ])('%s', async (path) => {
    const [rows] = await bigQuery.client.query({
      query: `SELECT n FROM ${path} WHERE n = 1 # and no more`,
      defaultDataset: { datasetId: 'd' },
    });
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('its name wherever a query reads one', async () => {
    const [rows] = await bigQuery.client.query(`
      WITH t AS (SELECT n FROM d.t), u AS (SELECT n, EXTRACT(YEAR FROM day) AS year FROM d.t)
      SELECT t.n, u.year FROM t, u, \`test-project.d.t\` AS v JOIN \`d.t\` AS w ON v.n = w.n AND v.s IS NOT DISTINCT FROM w.s
      WHERE t.n = u.n AND u.n = v.n AND v.n IN (SELECT n FROM d.t WHERE day BETWEEN DATE '2026-09-01' AND '2026-09-01')
    `);
    expect(rows).toEqual([{ n: 1, year: 2026 }]);
  });

  test.each([
    ['SELECT * FROM d.x', 'notFound: Not found: Table test-project:d.x was not found in location US'],
    ['SELECT * FROM e.x', 'notFound: Not found: Dataset test-project:e was not found in location US'],
    ['SELECT * FROM d.T', 'notFound: Not found: Table test-project:d.T was not found in location US'],
    ['SELECT * FROM x', 'invalidQuery: Table "x" must be qualified with a dataset (e.g. dataset.table).'],
    ['SELECT * FROM p.d.t', 'accessDenied: Access Denied: Table p:d.t: '],
    ['DELETE FROM d.x WHERE TRUE', 'notFound: Not found: Table test-project:d.x was not found in location US'],
    ['SELECT * FROM d.INFORMATION_SCHEMA.TABLES', 'invalidQuery: The stand-in does not cover'],
  ])('no other name: %s', async (query, message) => {
    await expect(bigQuery.sql(query)).rejects.toThrow(message);
  });
});

describe('a query is refused', () => {
  test.each([
    [' ; -- nothing', 'Syntax error: Unexpected end of statement'],
    ['SELEC 1', 'Syntax error: Unexpected keyword or identifier "SELEC"'],
    ['SELECT FROM', 'Syntax error: '],
    ['SELECT x FROM d.t', 'Unrecognized name: x'],
    ["SELECT CAST('x' AS INT64)", "Could not convert string 'x' to INT64"],
    ['SELECT no_such_function(1)', 'Function not found: no_such_function'],
    ['SELECT 1 AS a, 2 AS A', 'Duplicate column names in the result are not supported. Found duplicate(s): A'],
    [
      'SELECT 1 AS a UNION SELECT 2',
      'Syntax error: Expected keyword ALL or keyword DISTINCT but got "SELECT" at [1:21]',
    ],
    ['DELETE FROM d.t', 'DELETE must have a WHERE clause'],
    ['UPDATE d.t SET n = 1', 'UPDATE must have a WHERE clause'],
    ['INSERT INTO d.t (n) VALUES (NULL)', 'Required field n cannot be null'],
    ["INSERT INTO d.t (s) VALUES ('x')", 'Required field n cannot be null'],
    ['SELECT @day', 'Query parameters are not covered by the stand-in'],
    ['DECLARE x INT64; SELECT x', 'Syntax error: Unexpected keyword or identifier "DECLARE"'],
    ['BEGIN SELECT 1; END', 'Syntax error: Unexpected keyword or identifier "SELECT"'],
    ['WITH x AS (SELECT 1) DELETE FROM d.t WHERE TRUE', 'Syntax error: Unexpected keyword or identifier "WITH"'],
  ])('as BigQuery would: %s', async (query, message) => {
    await expect(bigQuery.sql(query)).rejects.toThrow(`invalidQuery: ${message}`);
  });

  test.each([
    "COPY d.t TO '/tmp/t.csv'",
    "ATTACH ':memory:' AS x",
    'PRAGMA version',
    'INSTALL json',
    'LOAD json',
    'SET threads = 1',
    'CREATE TABLE d.u (n INT64)',
    'CREATE SCHEMA u',
    'DESCRIBE d.t',
    'FROM d.t',
    'SELECT * FROM (FROM d.t)',
    'SELECT n FROM d.t WHERE n IN (FROM d.t SELECT n)',
    'SELECT n FROM d.t ORDER BY ALL',
    "SELECT '1'::INT64",
    "SELECT {'a': 1}",
    'SELECT "n" + 1 FROM d.t',
    "SELECT n FROM d.t WHERE s ILIKE 'O%'",
    'DELETE FROM d.t WHERE TRUE RETURNING n',
    "SELECT TRY_CAST('x' AS INT64)",
  ])('though DuckDB knows it: %s', async (query) => {
    await expect(bigQuery.sql(query)).rejects.toThrow('invalidQuery: ');
    expect(await bigQuery.server.query('SELECT COUNT(*) AS count FROM d.t')).toEqual([{ count: 3 }]);
  });
});

describe('a query', () => {
  test('takes what is in double quotes for text, and what is in backticks for a name', async () => {
    const [rows] = await bigQuery.client.query('SELECT `n`, "n" AS `a b` FROM d.t WHERE s = "one"');
    expect(rows).toEqual([{ n: 1, 'a b': 'n' }]);
  });

  test('takes null for the smallest value', async () => {
    const [rows] = await bigQuery.client.query('SELECT n FROM d.t ORDER BY s');
    expect(rows).toEqual([{ n: 3 }, { n: 1 }, { n: 2 }]);
  });

  test('knows words that DuckDB does not, and names that are words there', async () => {
    const columns = 'SAFE_CAST("x" AS INT64) AS one, CAST("2026-09-01T00:00:00Z" AS TIMESTAMP) IS NULL AS two';
    const [rows] = await bigQuery.client.query(
      `SELECT * EXCEPT (only) FROM (SELECT ${columns}, CURRENT_DATE() > "2026-01-01" AS \`check\`, 1 AS only)`,
    );
    expect(rows).toEqual([{ one: null, two: false, check: true }]);
  });

  test.each([
    [
      'COUNT(*), n, MAX(s), d.n * 2, d.n m, s AS x, CASE WHEN n > 1 THEN 1 END',
      ['f0_', 'n', 'f1_', 'f2_', 'm', 'x', 'f3_'],
    ],
    ['d.*, 1', ['n', 's', 'f0_']],
    ['* EXCEPT (n), 1', ['s', 'f0_']],
    ['DISTINCT 1, TRUE, NULL, s IS NULL', ['f0_', 'f1_', 'f2_', 'f3_']],
  ])('names its columns: %s', async (list, names) => {
    const job = await bigQuery.start(`WITH d AS (SELECT n, s FROM d.t) SELECT ${list} FROM d GROUP BY n, s LIMIT 1`);
    const [, , answer] = await job.getQueryResults();
    expect(answer?.schema?.fields?.map(({ name }) => name)).toEqual(names);
  });

  test('names its columns after the first of several SELECTs', async () => {
    const [rows] = await bigQuery.client.query('SELECT 1, 2 EXCEPT DISTINCT SELECT 3, 4');
    expect(rows).toEqual([{ f0_: 1, f1_: 2 }]);
  });

  test('of a view or table keeps what it reads apart from what it makes', async () => {
    await bigQuery.sql('CREATE OR REPLACE TABLE d.copy AS SELECT n, s FROM d.t');
    await bigQuery.sql('CREATE OR REPLACE VIEW d.shown AS SELECT n FROM d.copy WHERE n > 1');
    expect(await bigQuery.server.query('SELECT * FROM d.shown ORDER BY n')).toEqual([{ n: 2 }, { n: 3 }]);
    await expect(bigQuery.sql('CREATE TABLE d.copy AS SELECT 1 AS n')).rejects.toThrow('duplicate: Already Exists');
    await bigQuery.sql('CREATE TABLE IF NOT EXISTS d.copy AS SELECT 1 AS m');
    await bigQuery.sql('DROP VIEW d.shown; DROP TABLE d.copy; DROP TABLE IF EXISTS d.copy');
    await expect(bigQuery.sql('DROP TABLE d.copy')).rejects.toThrow('notFound: Not found: Table test-project:d.copy');
  });

  test('of DML says how many rows it changed', async () => {
    await bigQuery.sql('CREATE OR REPLACE TABLE d.copy AS SELECT n, s FROM d.t');
    const affected = async (query: string) => (await bigQuery.sql(query)).statistics?.query;
    expect(await affected('INSERT d.copy (n) SELECT n + 10 FROM d.t')).toMatchObject({
      statementType: 'INSERT',
      numDmlAffectedRows: '3',
      dmlStats: { insertedRowCount: '3' },
    });
    expect(await affected("UPDATE d.copy AS c SET s = 'x' WHERE c.n > 10")).toMatchObject({ numDmlAffectedRows: '3' });
    expect(await affected('DELETE d.copy WHERE n = 1')).toMatchObject({ numDmlAffectedRows: '1' });
    const merge = `MERGE d.copy AS c USING d.t AS t ON c.n = t.n
      WHEN MATCHED THEN UPDATE SET s = 'merged' WHEN NOT MATCHED THEN INSERT (n, s) VALUES (t.n, 'new')`;
    expect(await affected(merge)).toMatchObject({ statementType: 'MERGE', numDmlAffectedRows: '3' });
    expect(await bigQuery.server.query('SELECT n, s FROM d.copy WHERE n < 10 ORDER BY n')).toEqual([
      { n: 1, s: 'new' },
      { n: 2, s: 'merged' },
      { n: 3, s: 'merged' },
    ]);
    expect(await affected('TRUNCATE TABLE d.copy')).toMatchObject({ numDmlAffectedRows: '6' });
  });
});
