import type { RoutineMetadata } from '@google-cloud/bigquery';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Fixture, openFixture } from './fixture.ts';

let bigQuery: Fixture;

beforeEach(async () => {
  bigQuery = await openFixture();
  await bigQuery.sql(`CREATE TABLE d.t AS
    SELECT DATE '2026-09-01' AS day, 'a' AS page UNION ALL SELECT DATE '2026-09-02', 'b'`);
});

afterEach(() => bigQuery[Symbol.asyncDispose]());

const parameter = { name: 'first_day', dataType: { typeKind: 'DATE' } } as const;

const since = {
  routineType: 'TABLE_VALUED_FUNCTION',
  language: 'SQL',
  description: 'One row per day.',
  arguments: [parameter],
  definitionBody: 'SELECT day, page FROM d.t WHERE day >= first_day',
} satisfies RoutineMetadata;

describe('table functions', () => {
  test('are made, described, listed and deleted', async () => {
    const [made] = await bigQuery.dataset.routine('since').create(since);
    const [metadata] = await made.getMetadata();
    expect(metadata).toMatchObject({
      ...since,
      routineReference: { projectId: 'test-project', datasetId: 'd', routineId: 'since' },
      creationTime: String(bigQuery.clock),
    });
    const [all] = await bigQuery.dataset.getRoutines();
    expect(all.map(({ id }) => id)).toEqual(['since']);
    await expect(bigQuery.dataset.createRoutine('since', since)).rejects.toMatchObject({ code: 409 });
    await made.delete();
    await expect(made.getMetadata()).rejects.toMatchObject({ code: 404 });
    await expect(rowsOf("SELECT * FROM d.since(DATE '2026-09-02')")).rejects.toThrow(
      'Table-valued function not found: test-project:d.since',
    );
  });

  test.each([
    "SELECT page FROM d.since(DATE '2026-09-02')",
    "SELECT page FROM `test-project.d`.since(DATE '2026-09-01') AS listed WHERE listed.day > '2026-09-01'",
    "SELECT b.page FROM d.t AS a JOIN d.since(DATE '2026-09-02') AS b ON a.day = b.day",
    "SELECT s.page FROM d.since(DATE '2026-09-02') AS s, d.t WHERE s.day = t.day",
    "WITH latest AS (SELECT * FROM `test-project`.d.since(DATE '2026-09-02')) SELECT page FROM latest",
  ])('are called where a table may stand: %s', async (sql) => {
    await bigQuery.dataset.createRoutine('since', since);
    expect(await rowsOf(sql)).toEqual([{ page: 'b' }]);
  });

  test('are found in the default dataset', async () => {
    await bigQuery.dataset.createRoutine('since', since);
    const query = "SELECT page FROM since(DATE '2026-09-02')";
    const [rows] = await bigQuery.client.query({ query, defaultDataset: { datasetId: 'd' } });
    expect(rows).toEqual([{ page: 'b' }]);
    await expect(rowsOf(query)).rejects.toThrow('must be qualified with a dataset');
  });

  test.each([
    ['without a value', 'SELECT * FROM d.since()'],
    ['with one too many', "SELECT * FROM d.since(DATE '2026-09-02', DATE '2026-09-02')"],
    ['with one of another type', 'SELECT * FROM d.since(1)'],
    ['without parentheses', 'SELECT * FROM d.since'],
    ['of DuckDB, which BigQuery does not know', 'SELECT * FROM range(3)'],
  ])('are not called %s', async (_, sql) => {
    await bigQuery.dataset.createRoutine('since', since);
    await expect(rowsOf(sql)).rejects.toThrow();
  });

  test.each<[string, Partial<RoutineMetadata>, number]>([
    ['reads a column that is not there', { definitionBody: 'SELECT nope FROM d.t' }, 400],
    ['reads a table that is not there', { definitionBody: 'SELECT day FROM d.nope' }, 404],
    ['relies on a default dataset', { definitionBody: 'SELECT day FROM t' }, 400],
    ['leaves a column without a name', { definitionBody: 'SELECT COUNT(*) FROM d.t' }, 400],
    ['changes something', { definitionBody: 'DROP TABLE d.t' }, 400],
    ['has a parameter twice', { arguments: [parameter, parameter] }, 400],
    ['is not in SQL', { language: 'JAVASCRIPT' }, 501],
    ['is a scalar function', { routineType: 'SCALAR_FUNCTION' }, 501],
    ['says more than is covered', { returnTableType: { columns: [] } }, 501],
  ])('are not made of what %s', async (_, change, code) => {
    await expect(bigQuery.dataset.createRoutine('since', { ...since, ...change })).rejects.toMatchObject({ code });
    expect((await bigQuery.dataset.getRoutines())[0]).toEqual([]);
  });

  test('keep a dataset in use, and go with it', async () => {
    await bigQuery.sql('DROP TABLE d.t');
    await bigQuery.dataset.createRoutine('one', { ...since, definitionBody: 'SELECT first_day AS day' });
    await expect(bigQuery.dataset.delete()).rejects.toMatchObject({ errors: [{ reason: 'resourceInUse' }] });
    await bigQuery.dataset.delete({ force: true });
    await bigQuery.client.createDataset('d');
    expect((await bigQuery.dataset.getRoutines())[0]).toEqual([]);
  });
});

async function rowsOf(query: string): Promise<readonly unknown[]> {
  const [rows] = await bigQuery.client.query(query);
  return rows;
}
