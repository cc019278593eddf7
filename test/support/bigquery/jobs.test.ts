import { afterEach, describe, expect, test } from 'vitest';
import { connect, endOf, type Fixture, loadOf, openFixture } from './fixture.ts';
import type { JobFault } from './server.ts';

let bigQuery: Fixture;

afterEach(() => bigQuery[Symbol.asyncDispose]());

const select = { query: { query: 'SELECT 1 AS one', useLegacySql: false } };

describe('jobs.insert', () => {
  test('answers at once, and jobs.get says what became of it', async () => {
    bigQuery = await openFixture();
    const [job, answer] = await bigQuery.client.createJob({ jobId: 'one', configuration: select });
    expect(answer).toMatchObject({
      id: 'test-project:US.one',
      jobReference: { projectId: 'test-project', jobId: 'one', location: 'US' },
      status: { state: 'PENDING' },
    });
    expect(await endOf(job)).toMatchObject({
      configuration: { jobType: 'QUERY', query: { query: 'SELECT 1 AS one' } },
      status: { state: 'DONE' },
      statistics: {
        creationTime: String(bigQuery.clock),
        startTime: String(bigQuery.clock),
        endTime: String(bigQuery.clock),
        query: { statementType: 'SELECT' },
      },
    });
  });

  test('makes up an id for a job without one', async () => {
    bigQuery = await openFixture();
    const body = { configuration: select };
    const [one, other] = [await post('/jobs', body), await post('/jobs', body)];
    expect([one.status, other.status]).toEqual([200, 200]);
    expect(new Set(bigQuery.server.jobs.map(({ id }) => id)).size).toBe(2);
  });

  test.each([
    ['ended well', 'SELECT 1 AS one'],
    ['failed', 'SELECT * FROM d.missing'],
  ])('refuses the id of a job that %s', async (_, query) => {
    bigQuery = await openFixture();
    const configuration = { query: { query, useLegacySql: false } };
    await bigQuery.run(configuration, 'taken');
    const message = 'Already Exists: Job test-project:US.taken';
    await expect(bigQuery.client.createJob({ jobId: 'taken', configuration })).rejects.toMatchObject({
      code: 409,
      errors: [{ domain: 'global', reason: 'duplicate', message }],
    });
    expect(bigQuery.server.jobs).toHaveLength(1);
  });

  test('refuses the id of a job that is under way', async () => {
    bigQuery = await openFixture({ jobFaults: [{ kind: 'slow', polls: 100, when: {} }] });
    await bigQuery.client.createJob({ jobId: 'taken', configuration: select });
    const again = bigQuery.client.createJob({ jobId: 'taken', configuration: select });
    await expect(again).rejects.toMatchObject({ code: 409 });
  });

  test('gives one id in two locations to two jobs', async () => {
    bigQuery = await openFixture();
    await bigQuery.client.createJob({ jobId: 'one', location: 'EU', configuration: select });
    await bigQuery.client.createJob({ jobId: 'one', location: 'US', configuration: select });
    expect(bigQuery.server.jobs).toHaveLength(2);
  });

  test.each([
    ['an id with other characters', { jobReference: { jobId: 'a b' }, configuration: select }, 400],
    ['an id that is too long', { jobReference: { jobId: 'a'.repeat(1025) }, configuration: select }, 400],
    ['no configuration', { jobReference: { jobId: 'a' } }, 400],
    ['an empty configuration', { configuration: {} }, 400],
    ['a query without its text', { configuration: { query: { useLegacySql: false } } }, 400],
    ['legacy SQL, the default', { configuration: { query: { query: 'SELECT 1' } } }, 400],
    ['a load without a file', { configuration: { load: { ...loadOf('t', []) } } }, 400],
    ['another format', { configuration: { load: { ...loadOf('t', ['gs://b/f']), sourceFormat: 'CSV' } } }, 501],
    ['a copy job', { configuration: { copy: {} } }, 501],
    ['a dry run of a load', { configuration: { load: loadOf('t', ['gs://b/f']), dryRun: true } }, 501],
    ['parameters', { configuration: { query: { ...select.query, queryParameters: [{}] } } }, 501],
  ])('makes no job of a request with %s', async (_, body, status) => {
    bigQuery = await openFixture();
    const refusal = await post('/jobs', body);
    expect(refusal.status).toBe(status);
    expect(await refusal.json()).toMatchObject({ error: { code: status, errors: [{ domain: 'global' }] } });
    expect(bigQuery.server.jobs).toEqual([]);
  });

  test('makes no job of what is no JSON, nor for a project it does not know', async () => {
    bigQuery = await openFixture();
    expect((await post('/jobs', '{')).status).toBe(400);
    const url = `${bigQuery.server.url}/bigquery/v2/projects/other/jobs`;
    const refusal = await fetch(url, { method: 'POST', body: JSON.stringify({ configuration: select }) });
    expect(await refusal.json()).toMatchObject({ error: { code: 404, message: 'Not found: Project other' } });
    expect(bigQuery.server.jobs).toEqual([]);
  });

  test('runs jobs in their order', async () => {
    bigQuery = await openFixture();
    await bigQuery.sql('CREATE TABLE d.log AS SELECT 0 AS n');
    const inserts = [1, 2, 3].map((n) => `INSERT INTO d.log (n) SELECT ${n} + 10 * MAX(n) FROM d.log`);
    for (const insert of inserts) await bigQuery.start(insert);
    await bigQuery.server.settle();
    expect(await bigQuery.server.query('SELECT n FROM d.log ORDER BY n')).toEqual([
      { n: 0 },
      { n: 1 },
      { n: 12 },
      { n: 123 },
    ]);
  });
});

describe('a dry run', () => {
  const dryRun = (query: string, jobId = 'dry') =>
    bigQuery.client.createJob({ jobId, configuration: { dryRun: true, query: { query, useLegacySql: false } } });

  /** All that a dry run could have changed. */
  async function state(): Promise<unknown> {
    const [tables] = await bigQuery.dataset.getTables();
    const rows = await bigQuery.server.query('SELECT n, s FROM d.t ORDER BY n');
    return { tables: tables.map(({ id }) => id), rows, jobs: bigQuery.server.jobs.length };
  }

  async function open(): Promise<void> {
    bigQuery = await openFixture();
    await bigQuery.sql("CREATE TABLE d.t AS SELECT 1 AS n, 'one' AS s; CREATE VIEW d.v AS SELECT n FROM d.t");
  }

  test.each([
    ['SELECT', 'SELECT COUNT(*) FROM d.v'],
    ['INSERT', 'INSERT INTO d.t (n) VALUES (2)'],
    ['UPDATE', "UPDATE d.t SET s = 'x' WHERE TRUE"],
    ['DELETE', 'DELETE FROM d.t WHERE TRUE'],
    ['MERGE', 'MERGE d.t AS t USING d.v AS v ON t.n = v.n WHEN MATCHED THEN DELETE'],
    ['CREATE_TABLE_AS_SELECT', 'CREATE TABLE d.u AS SELECT n FROM d.t'],
    ['CREATE_TABLE_AS_SELECT', 'CREATE TABLE IF NOT EXISTS d.t AS SELECT 2 AS n'],
    ['CREATE_TABLE_AS_SELECT', 'CREATE OR REPLACE TABLE d.t AS SELECT 2 AS n'],
    ['CREATE_VIEW', 'CREATE OR REPLACE VIEW d.v AS SELECT s FROM d.t'],
    ['DROP_TABLE', 'DROP TABLE d.t'],
    ['TRUNCATE_TABLE', 'TRUNCATE TABLE d.t'],
    ['SCRIPT', 'CREATE TABLE d.u AS SELECT 2 AS n; INSERT INTO d.t (n) SELECT n FROM d.u; DROP TABLE d.u'],
    ['SCRIPT', 'CREATE TEMP TABLE u AS SELECT 2 AS n; BEGIN; DELETE FROM d.t WHERE n IN (SELECT n FROM u); COMMIT'],
    ['SCRIPT', 'BEGIN TRANSACTION'],
  ])('knows a %s, and has no effect: %s', async (statementType, query) => {
    await open();
    const before = await state();
    const [job, answer] = await dryRun(query);
    expect(answer).toMatchObject({
      configuration: { dryRun: true, jobType: 'QUERY', query: { query } },
      status: { state: 'DONE' },
      statistics: { totalBytesProcessed: '0', query: { statementType, totalBytesProcessed: '0' } },
    });
    expect(answer.jobReference).toEqual({ projectId: 'test-project', location: 'US' });
    expect(await state()).toEqual(before);
    await expect(job.getMetadata()).rejects.toMatchObject({ code: 404 });
  });

  test.each([
    ['SELEC 1', 400, 'invalidQuery', 'Syntax error: Unexpected keyword or identifier "SELEC"'],
    ['SELECT x FROM d.t', 400, 'invalidQuery', 'Unrecognized name: x'],
    ['INSERT INTO d.t (x) VALUES (1)', 400, 'invalidQuery', ''],
    ['DELETE FROM d.t', 400, 'invalidQuery', 'DELETE must have a WHERE clause'],
    ['CREATE TABLE d.u AS SELECT x FROM d.t', 400, 'invalidQuery', 'Unrecognized name: x'],
    ['BEGIN; DELETE FROM d.t WHERE x = 1; COMMIT', 400, 'invalidQuery', 'Query error: Unrecognized name: x at [1:8]'],
    ['SELECT * FROM d.x', 404, 'notFound', 'Not found: Table test-project:d.x was not found in location US'],
    ['TRUNCATE TABLE d.x', 404, 'notFound', 'Not found: Table test-project:d.x was not found in location US'],
    ['DROP TABLE d.t; SELECT n FROM d.t', 404, 'notFound', 'Not found: Table test-project:d.t was not found'],
    ['CREATE TABLE d.t AS SELECT 1 AS n', 409, 'duplicate', 'Already Exists: Table test-project:d.t'],
  ])('refuses what would fail: %s', async (query, code, reason, message) => {
    await open();
    const before = await state();
    await expect(dryRun(query)).rejects.toMatchObject({
      code,
      errors: [{ reason, message: expect.stringContaining(message) }],
    });
    expect(await state()).toEqual(before);
  });

  test('does not run the query, does not wait for a slow job, and leaves its id to a job', async () => {
    await open();
    bigQuery.server.addJobFault({ kind: 'slow', polls: 100, when: {} });
    await (await bigQuery.start('BEGIN; DELETE FROM d.t WHERE TRUE; COMMIT')).getMetadata();
    await dryRun('SELECT CAST(s AS INT64) AS n FROM d.t');
    await dryRun('CREATE TABLE d.u AS SELECT CAST(s AS INT64) AS n FROM d.t');
    await dryRun('DELETE FROM d.t WHERE TRUE');
    await dryRun('CREATE OR REPLACE TABLE d.t AS SELECT 2 AS n; DROP TABLE d.t');
    await bigQuery.server.settle();
    expect(bigQuery.server.jobs.at(-1)).toMatchObject({ state: 'DONE', error: null });
    expect(await bigQuery.server.query('SELECT n FROM d.t')).toEqual([]);
    const { status } = await bigQuery.run(select, 'dry');
    expect(status).toEqual({ state: 'DONE' });
  });
});

describe('jobs.get', () => {
  test('finds a job only where it is', async () => {
    bigQuery = await openFixture();
    await bigQuery.client.createJob({ jobId: 'one', configuration: select });
    await expect(bigQuery.client.job('one', { location: 'EU' }).getMetadata()).rejects.toMatchObject({
      code: 404,
      errors: [{ reason: 'notFound', message: 'Not found: Job test-project:EU.one' }],
    });
    expect((await get('/jobs/one')).status).toBe(200);
    expect((await get('/jobs/two?location=US')).status).toBe(404);
  });

  test('wants to know the location outside of US and EU', async () => {
    bigQuery = await openFixture({ location: 'europe-west1' });
    const client = connect(bigQuery.server.url, 'europe-west1');
    await client.createJob({ jobId: 'one', configuration: select });
    expect((await get('/jobs/one')).status).toBe(404);
    expect((await get('/jobs/one?location=europe-west1')).status).toBe(200);
  });
});

describe('jobs.list', () => {
  test('names the newest first, by state', async () => {
    bigQuery = await openFixture();
    bigQuery.server.addJobFault({ kind: 'slow', polls: 100, when: { index: 1 } });
    for (const jobId of ['one', 'two', 'three']) {
      const [job] = await bigQuery.client.createJob({ jobId, configuration: select });
      if (jobId !== 'two') await endOf(job);
    }
    const [all] = await bigQuery.client.getJobs();
    expect(all.map(({ id }) => id)).toEqual(['three', 'two', 'one']);
    const running = await get('/jobs?stateFilter=running');
    expect(await running.json()).toMatchObject({ jobs: [{ id: 'test-project:US.two', state: 'RUNNING' }] });
  });
});

describe('jobs.cancel', () => {
  test('stops a slow job, which leaves no effect', async () => {
    bigQuery = await openFixture();
    await bigQuery.sql('CREATE TABLE d.t AS SELECT 1 AS n');
    bigQuery.server.addJobFault({ kind: 'slow', polls: 100, when: {} });
    const job = await bigQuery.start('BEGIN TRANSACTION; DELETE FROM d.t WHERE TRUE; COMMIT TRANSACTION');
    await job.getMetadata();
    await job.cancel();
    expect(await endOf(job)).toMatchObject({ status: { errorResult: { reason: 'stopped' } } });
    expect(await bigQuery.server.query('SELECT n FROM d.t')).toEqual([{ n: 1 }]);
  });

  test('changes nothing about a job that has ended', async () => {
    bigQuery = await openFixture();
    const job = await bigQuery.start('SELECT 1 AS one');
    await endOf(job);
    await job.cancel();
    expect((await endOf(job)).status).toEqual({ state: 'DONE' });
  });
});

describe('a fault of a job', () => {
  test('ends it with an error before it has an effect, and burns its id', async () => {
    const fault: JobFault = {
      kind: 'error-before',
      reason: 'backendError',
      message: 'try again',
      when: { kind: 'load' },
    };
    bigQuery = await openFixture({ jobFaults: [fault] });
    await bigQuery.sql('CREATE TABLE d.t AS SELECT 1 AS n');
    const failed = await bigQuery.load('t', [{ n: 2 }], {});
    expect(failed.status).toMatchObject({
      state: 'DONE',
      errorResult: { reason: 'backendError', message: 'try again' },
      errors: [{ reason: 'backendError' }],
    });
    expect(await bigQuery.server.query('SELECT n FROM d.t')).toEqual([{ n: 1 }]);
    expect(bigQuery.server.jobs.at(-1)).toMatchObject({
      kind: 'load',
      state: 'DONE',
      error: { reason: 'backendError' },
      destination: 'test-project.d.t',
    });
    expect((await bigQuery.load('t', [{ n: 2 }])).status).toEqual({ state: 'DONE' });
  });

  test('strikes the jobs it matches, as often as scripted', async () => {
    bigQuery = await openFixture();
    bigQuery.server.addJobFault({ kind: 'error-before', reason: 'internalError', when: { match: /two/u }, times: 2 });
    bigQuery.server.addJobFault({ kind: 'error-before', reason: 'stopped', when: { kind: 'query', every: 3 } });
    const reasons: (string | undefined)[] = [];
    for (const name of ['one', 'two', 'two', 'two', 'one', 'one']) {
      const { status } = await bigQuery.run({ query: { query: `SELECT 1 AS ${name}`, useLegacySql: false } });
      reasons.push(status?.errorResult?.reason);
    }
    expect(reasons).toEqual([undefined, 'internalError', 'internalError', undefined, 'stopped', undefined]);
  });

  test('keeps it running until it has been looked at so often', async () => {
    bigQuery = await openFixture({ jobFaults: [{ kind: 'slow', polls: 3, when: { index: 0 } }] });
    const job = await bigQuery.start('SELECT 1 AS one');
    const states: unknown[] = [];
    for (let look = 0; look < 4; look += 1) states.push((await job.getMetadata())[0].status.state);
    expect(states).toEqual(['RUNNING', 'RUNNING', 'RUNNING', 'DONE']);
  });
});

function post(path: string, body: unknown): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${bigQuery.server.url}/bigquery/v2/projects/test-project${path}`, { method: 'POST', body: text });
}

function get(path: string): Promise<Response> {
  return fetch(`${bigQuery.server.url}/bigquery/v2/projects/test-project${path}`);
}
