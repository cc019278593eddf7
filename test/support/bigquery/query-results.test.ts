import type { QueryResultsOptions, QueryRowsResponse } from '@google-cloud/bigquery';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, endOf, type Fixture, openFixture } from './fixture.ts';

let bigQuery: Fixture;

beforeAll(async () => {
  bigQuery = await openFixture({ pageRows: 3 });
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

describe('getQueryResults', () => {
  const raw = { skipParsing: true, autoPaginate: false };

  test('gives every value as text, with a schema', async () => {
    const job = await bigQuery.start(`
      SELECT n, s, day, ended, n > 1 AS b, n / 2 AS f, CAST(1.50 AS NUMERIC) AS d, ['a', 'b'] AS l FROM d.t ORDER BY n`);
    const [rows, , answer] = await job.getQueryResults(raw);
    expect(rows[0]).toEqual({
      f: [
        ...['1', 'one', '2026-09-01', '1788242400123456', 'false', '0.5', '1.5'].map((v) => ({ v })),
        { v: [{ v: 'a' }, { v: 'b' }] },
      ],
    });
    expect(rows[2]).toMatchObject({ f: [{ v: '3' }, { v: null }, { v: null }, { v: null }, {}, {}, {}, {}] });
    expect(answer).toMatchObject({ totalRows: '3', jobComplete: true, jobReference: { jobId: job.id } });
    expect(answer?.schema?.fields?.map(({ type, mode }) => `${type} ${mode}`)).toEqual([
      ...['INTEGER', 'STRING', 'DATE', 'TIMESTAMP', 'BOOLEAN', 'FLOAT', 'NUMERIC'].map((type) => `${type} NULLABLE`),
      'STRING REPEATED',
    ]);
  });

  test('gives the client what it makes its own values of', async () => {
    const [rows] = await bigQuery.client.query('SELECT n, day, ended FROM d.t WHERE n = 1');
    expect(rows).toEqual([{ n: 1, day: { value: '2026-09-01' }, ended: { value: '2026-09-01T06:00:00.123456000Z' } }]);
  });

  test.each([
    [false, '1.6E9'],
    [true, '1600000000000000'],
  ])('writes timestamps as numbers of the wanted kind, whole: %s', async (useInt64Timestamp, expected) => {
    const job = await bigQuery.start("SELECT TIMESTAMP '2020-09-13 12:26:40Z' AS t");
    const [[row]] = await job.getQueryResults({ ...raw, 'formatOptions.useInt64Timestamp': useInt64Timestamp });
    expect(row).toEqual({ f: [{ v: expected }] });
  });

  test('gives pages no larger than wanted, nor than its own', async () => {
    const job = await bigQuery.start('SELECT n FROM (SELECT UNNEST(RANGE(0, 8)) AS n) ORDER BY n');
    const pages: unknown[] = [];
    for (let next: QueryResultsOptions | null = { ...raw, maxResults: 100 }; next !== null; ) {
      const answer: QueryRowsResponse = await job.getQueryResults(next);
      expect(answer[2]).toMatchObject({ totalRows: '8' });
      pages.push(answer[0].map(({ f: [cell] }) => Number(cell.v)));
      next = answer[1] ?? null;
    }
    expect(pages).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [6, 7],
    ]);
    const [[first]] = await job.getQueryResults({ ...raw, maxResults: 1, startIndex: '6' });
    expect(first).toEqual({ f: [{ v: '6' }] });
    const [all] = await bigQuery.client.query('SELECT UNNEST(RANGE(0, 8)) AS n');
    expect(all).toHaveLength(8);
    const [, next] = await bigQuery.client.query('SELECT UNNEST(RANGE(0, 8)) AS n', { autoPaginate: false });
    for (const pageToken of ['made-up', next?.pageToken ?? '']) {
      await expect(job.getQueryResults({ ...raw, pageToken })).rejects.toMatchObject({ code: 400 });
    }
  });

  test('says that a slow job is not complete', async () => {
    bigQuery.server.addJobFault({ kind: 'slow', polls: 1, when: {} });
    const job = await bigQuery.start('SELECT 1 AS one');
    const [, , waiting] = await job.getQueryResults(raw);
    expect(waiting).toMatchObject({ jobComplete: false });
    const [rows] = await job.getQueryResults();
    expect(rows).toEqual([{ one: 1 }]);
  });

  test.each([
    ['SELECT x FROM d.t', 400, 'invalidQuery'],
    ['SELECT * FROM d.missing', 404, 'notFound'],
    ['SELECT * FROM p.d.t', 403, 'accessDenied'],
  ])('answers the error of a failed job: %s', async (query, code, reason) => {
    const job = await bigQuery.start(query);
    await endOf(job);
    await expect(job.getQueryResults()).rejects.toMatchObject({ code, errors: [{ reason }] });
    await expect(bigQuery.client.query(query)).rejects.toMatchObject({ code, errors: [{ reason }] });
  });

  test('answers the error of a query that would be billed for more than it may', async () => {
    const query = { query: 'SELECT n FROM d.t', useLegacySql: false };
    const configuration = (maximumBytesBilled: string) => ({ query: { ...query, maximumBytesBilled } });
    const message = 'Query exceeded limit for bytes billed: 10485759. 10485760 or higher required.';
    const failed = await bigQuery.run(configuration('10485759'));
    expect(failed.status?.errorResult).toEqual({ reason: 'bytesBilledLimitExceeded', message });
    await expect(bigQuery.client.query({ ...query, maximumBytesBilled: '10485759' })).rejects.toMatchObject({
      code: 400,
      errors: [{ reason: 'bytesBilledLimitExceeded', message }],
    });
    expect(await bigQuery.run(configuration('10485760'))).toMatchObject({
      status: { state: 'DONE' },
      configuration: { query: { maximumBytesBilled: '10485760' } },
    });
    await expect(bigQuery.run(configuration('ten'))).rejects.toMatchObject({
      code: 400,
      errors: [{ reason: 'invalid' }],
    });
  });

  test('has no rows of DML', async () => {
    const job = await bigQuery.start('DELETE FROM d.t WHERE n > 100');
    const [rows, , answer] = await job.getQueryResults(raw);
    expect(rows).toEqual([]);
    expect(answer).toMatchObject({ jobComplete: true, numDmlAffectedRows: '0' });
  });

  test('gives no rows of a job in another location', async () => {
    const job = await bigQuery.start('SELECT 1 AS one');
    const elsewhere = connect(bigQuery.server.url, 'EU').job(job.id ?? '');
    await expect(elsewhere.getQueryResults()).rejects.toMatchObject({ code: 404 });
  });
});

test('jobs.query makes one job of a request that is repeated', async () => {
  const count = bigQuery.server.jobs.length;
  const url = `${bigQuery.server.url}/bigquery/v2/projects/test-project/queries`;
  const body = JSON.stringify({ query: 'SELECT 1 AS one', useLegacySql: false, requestId: 'once' });
  for (let time = 0; time < 2; time += 1) {
    const answer = await fetch(url, { method: 'POST', body });
    expect(await answer.json()).toMatchObject({ jobComplete: true, rows: [{ f: [{ v: '1' }] }] });
  }
  expect(bigQuery.server.jobs).toHaveLength(count + 1);
});
