import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { endOf, type Fixture, openFixture } from './fixture.ts';

let bigQuery: Fixture;

beforeEach(async () => {
  bigQuery = await openFixture();
  await bigQuery.sql(`
    CREATE TABLE d.one AS SELECT 1 AS n;
    CREATE TABLE d.two AS SELECT 2 AS n;
    CREATE TABLE d.three AS SELECT 3 AS n`);
});

afterEach(() => bigQuery[Symbol.asyncDispose]());

const replaceAll = `BEGIN TRANSACTION;
  DELETE FROM d.one WHERE TRUE; INSERT INTO d.one (n) VALUES (10);
  DELETE FROM d.two WHERE TRUE; INSERT INTO d.two (n) SELECT n + 10 FROM d.one;
  INSERT INTO d.three (n) VALUES (30);
  COMMIT TRANSACTION;`;

/** The rows of the three tables. */
async function rows(): Promise<readonly unknown[]> {
  const all = await bigQuery.server.query(`
    SELECT 'one' AS t, n FROM d.one UNION ALL SELECT 'two', n FROM d.two UNION ALL SELECT 'three', n FROM d.three
    ORDER BY n`);
  return all.map(({ t, n }) => `${t} ${n}`);
}

const untouched = ['one 1', 'two 2', 'three 3'];

describe('a script', () => {
  test('commits a transaction over many tables', async () => {
    const { statistics } = await bigQuery.sql(replaceAll);
    expect(statistics).toMatchObject({ numChildJobs: '7', query: { statementType: 'SCRIPT' } });
    expect(await rows()).toEqual(['three 3', 'one 10', 'two 20', 'three 30']);
  });

  test('makes a table that is missing, and leaves one that is there as it is', async () => {
    const create = 'CREATE TABLE IF NOT EXISTS `test-project.d.log` AS SELECT n FROM d.one WHERE FALSE';
    for (const n of [5, 6]) await bigQuery.sql(`${create}; BEGIN; INSERT INTO d.log (n) VALUES (${n}); COMMIT`);
    expect(await bigQuery.server.query('SELECT n FROM d.log ORDER BY n')).toEqual([{ n: 5 }, { n: 6 }]);
  });

  test('gives the rows of its last SELECT', async () => {
    const [found] = await bigQuery.client.query('SELECT 1 AS a; SELECT n FROM d.one; DROP TABLE d.two;');
    expect(found).toEqual([{ n: 1 }]);
  });

  test('shows nobody else what it has not committed', async () => {
    bigQuery.server.addJobFault({ kind: 'slow', polls: 2, when: {} });
    const job = await bigQuery.start(replaceAll);
    const [{ status }] = await job.getMetadata();
    expect(status.state).toBe('RUNNING');
    expect(await rows()).toEqual(untouched);
    const [seen] = await bigQuery.client.query('SELECT n FROM d.one');
    expect(seen).toEqual([{ n: 1 }]);
    await endOf(job);
    expect(await rows()).toContain('one 10');
  });

  test.each([
    ['a statement that fails', 'SELECT nothing FROM d.one; COMMIT TRANSACTION', 'Unrecognized name: nothing at [1:51]'],
    [
      'a value that is missing',
      'CREATE TEMP TABLE x AS SELECT 1 AS n; INSERT INTO d.required (n) VALUES (NULL); COMMIT',
      'Required field n cannot be null at [1:89]',
    ],
    ['another BEGIN', 'BEGIN; COMMIT', 'BEGIN TRANSACTION is not supported inside a transaction at [1:51]'],
    ['a DROP', 'DROP TABLE d.two; COMMIT', 'DROP TABLE is not supported inside a transaction at [1:51]'],
    [
      'a CREATE',
      'CREATE TABLE d.x AS SELECT 1 AS n; COMMIT',
      'CREATE TABLE AS SELECT is not supported inside a transaction at [1:51]',
    ],
  ])('rolls everything back for %s', async (_, rest, message) => {
    const fields = [{ name: 'n', type: 'INT64', mode: 'REQUIRED' }];
    await bigQuery.dataset.createTable('required', { schema: { fields } });
    const script = `BEGIN TRANSACTION; DELETE FROM d.one WHERE TRUE;  ${rest}`;
    await expect(bigQuery.sql(script)).rejects.toThrow(`invalidQuery: Query error: ${message}`);
    expect(await rows()).toEqual(untouched);
    await bigQuery.sql(replaceAll);
  });

  test.each(['', 'ROLLBACK', 'ROLLBACK TRANSACTION;'])('rolls back what it does not commit: %j', async (end) => {
    await bigQuery.sql(`BEGIN; DELETE FROM d.one WHERE TRUE; ${end}`);
    expect(await rows()).toEqual(untouched);
  });

  test('keeps what came before the statement that failed, outside of a transaction', async () => {
    await expect(bigQuery.sql('DELETE FROM d.one WHERE TRUE;\nSELECT * FROM d.missing')).rejects.toThrow(
      'notFound: Not found: Table test-project:d.missing was not found in location US at [2:1]',
    );
    expect(await rows()).toEqual(['two 2', 'three 3']);
  });

  test('is not begun when a part of it cannot be read', async () => {
    await expect(bigQuery.sql("DELETE FROM d.one WHERE TRUE; SELECT 'a")).rejects.toThrow(
      'invalidQuery: Syntax error: Unclosed string literal at [1:38]',
    );
    expect(await rows()).toEqual(untouched);
  });

  test.each(['COMMIT; SELECT 1', 'ROLLBACK TRANSACTION; SELECT 1'])('needs a transaction for %s', async (script) => {
    await expect(bigQuery.sql(script)).rejects.toThrow('invalidQuery: Query error: There is no active transaction to');
  });

  test('has temporary tables of its own, in a transaction too', async () => {
    await bigQuery.sql(`CREATE TEMP TABLE x AS SELECT 5 AS n; BEGIN; CREATE TEMP TABLE y AS SELECT n + 1 AS n FROM x;
      INSERT INTO d.one (n) SELECT n FROM x UNION ALL SELECT y.n FROM y; DELETE FROM x WHERE TRUE; COMMIT; DROP TABLE x`);
    expect(await rows()).toEqual([...untouched, 'one 5', 'one 6']);
    await expect(bigQuery.sql('SELECT * FROM y')).rejects.toThrow('must be qualified with a dataset');
  });
});

describe('of two scripts that overlap', () => {
  /** Starts a script that has done everything up to its COMMIT, or to the statement that is given. */
  async function startSlow(script: string, polls = 100, before = /^COMMIT/u) {
    bigQuery.server.addJobFault({ kind: 'slow', polls, before, when: {} });
    const job = await bigQuery.start(script);
    await job.getMetadata();
    return job;
  }

  const aborted =
    /^invalidQuery: Query error: Transaction is aborted due to concurrent update against table test-project:d\.one\. Transaction ID: [\da-f-]{36} at \[1:8\]$/u;
  const changeOne = 'BEGIN; DELETE FROM d.one WHERE n = 1; INSERT INTO d.one (n) VALUES (7); COMMIT';

  test('the second is cancelled when both change a table, and may come again', async () => {
    const first = await startSlow(replaceAll, 3);
    await expect(bigQuery.sql(changeOne)).rejects.toThrow(aborted);
    expect((await endOf(first)).status).toEqual({ state: 'DONE' });
    await bigQuery.sql(changeOne);
    expect(await rows()).toEqual(['three 3', 'one 7', 'one 10', 'two 20', 'three 30']);
  });

  test.each([
    ['UPDATE', 'BEGIN; UPDATE d.one SET n = 8 WHERE n = 1; COMMIT'],
    ['MERGE', 'BEGIN; MERGE d.one AS o USING d.two AS t ON o.n < t.n WHEN MATCHED THEN DELETE; COMMIT'],
    ['TRUNCATE TABLE', 'BEGIN; TRUNCATE TABLE d.one; COMMIT'],
  ])('the second is cancelled for its %s', async (_, script) => {
    await startSlow(replaceAll);
    await expect(bigQuery.sql(script)).rejects.toThrow(aborted);
  });

  test('the first is cancelled when it comes to a table that the second has changed since it began', async () => {
    const first = await startSlow('BEGIN; SELECT n FROM d.two; DELETE FROM d.one WHERE n = 1; COMMIT', 2, /^DELETE/u);
    await bigQuery.sql(changeOne);
    const { status } = await endOf(first);
    expect(`${status?.errorResult?.reason}: ${status?.errorResult?.message}`).toMatch(
      /^invalidQuery: Query error: Transaction is aborted due to concurrent update against table test-project:d\.one\. .* at \[1:29\]$/u,
    );
    expect(await rows()).toEqual(['two 2', 'three 3', 'one 7']);
  });

  test('the first is cancelled, too, when the second was a lone statement or a load', async () => {
    const reader = 'BEGIN; SELECT n FROM d.two; DELETE FROM d.one WHERE n = 1; COMMIT';
    for (const change of [
      () => bigQuery.sql('UPDATE d.one SET n = 1 WHERE TRUE'),
      () => bigQuery.load('one', [{ n: 1 }]),
    ]) {
      const first = await startSlow(reader, 2, /^DELETE/u);
      await change();
      expect((await endOf(first)).status?.errorResult?.message).toContain('aborted due to concurrent update');
    }
    expect(await rows()).toEqual(untouched);
  });

  test('both commit when they change different tables', async () => {
    const first = await startSlow('BEGIN; DELETE FROM d.two WHERE TRUE; COMMIT');
    await bigQuery.sql(changeOne);
    await bigQuery.server.settle();
    expect((await endOf(first)).status).toEqual({ state: 'DONE' });
    expect(await rows()).toEqual(['three 3', 'one 7']);
  });

  test.each([
    ['deletes no row', 'DELETE FROM d.one WHERE n = 7; INSERT INTO d.one (n) VALUES (7)'],
    ['updates no row', 'UPDATE d.one SET n = 8 WHERE n = 7; INSERT INTO d.one (n) VALUES (7)'],
    [
      'merges rows in only',
      'MERGE d.one AS o USING (SELECT 7 AS n) AS s ON o.n = s.n WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (n) VALUES (s.n)',
    ],
  ])('both take effect, and double the rows, when each %s', async (_, statements) => {
    const first = await startSlow(`BEGIN; ${statements}; COMMIT`);
    await bigQuery.sql(`BEGIN; ${statements}; COMMIT`);
    await bigQuery.server.settle();
    expect((await endOf(first)).status).toEqual({ state: 'DONE' });
    expect(await rows()).toEqual([...untouched, 'one 7', 'one 7']);
  });

  describe.each([
    ['update a row', 'UPDATE d.one SET n = 8 WHERE n = 1', 'UPDATE d.one SET n = 9 WHERE n = 1'],
    ['update and delete a row', 'UPDATE d.one SET n = 8 WHERE n = 1', 'DELETE FROM d.one WHERE n = 1'],
    ['delete and update a row', 'DELETE FROM d.one WHERE n = 1', 'UPDATE d.one SET n = 9 WHERE n = 1'],
    ['update two rows of a table', 'UPDATE d.one SET n = 8 WHERE n = 1', 'UPDATE d.one SET n = 9 WHERE n = 2'],
  ])('that %s', (_, one, other) => {
    beforeEach(async () => {
      await bigQuery.sql('INSERT INTO d.one (n) VALUES (2)');
    });

    test('the second is cancelled while the first is open', async () => {
      const first = await startSlow(`BEGIN; ${one}; COMMIT`, 2);
      await expect(bigQuery.sql(`BEGIN; ${other}; COMMIT`)).rejects.toThrow(aborted);
      expect((await endOf(first)).status).toEqual({ state: 'DONE' });
    });

    test('the second is cancelled when the first has committed since it began', async () => {
      const second = await startSlow(`BEGIN; SELECT n FROM d.one; ${other}; COMMIT`, 2, /^(UPDATE|DELETE)/u);
      await bigQuery.sql(`BEGIN; ${one}; COMMIT`);
      expect((await endOf(second)).status?.errorResult?.message).toContain(
        'Transaction is aborted due to concurrent update against table test-project:d.one. ',
      );
      expect(await rows()).not.toContain('one 9');
    });
  });

  test('both commit when one of them only inserts', async () => {
    const first = await startSlow('BEGIN; DELETE FROM d.one WHERE TRUE; COMMIT');
    await bigQuery.sql('BEGIN; INSERT INTO d.one (n) VALUES (8); COMMIT');
    await bigQuery.server.settle();
    expect((await endOf(first)).status).toEqual({ state: 'DONE' });
    expect(await rows()).toEqual(['two 2', 'three 3', 'one 8']);
  });

  test('a lone statement waits until the transaction over its table has ended', async () => {
    const first = await startSlow(changeOne);
    const lone = await bigQuery.start('DELETE FROM d.one WHERE n = 1');
    expect((await lone.getMetadata())[0].status.state).toBe('RUNNING');
    await first.cancel();
    expect((await endOf(lone)).status).toEqual({ state: 'DONE' });
    expect(await rows()).toEqual(['two 2', 'three 3']);
  });

  test('a lone statement that matches no row does not wait', async () => {
    await startSlow(changeOne);
    await bigQuery.sql('DELETE FROM d.one WHERE n = 7');
    await bigQuery.server.settle();
    expect(await rows()).toEqual(['two 2', 'three 3', 'one 7']);
  });

  test('a load that replaces the rows waits, too', async () => {
    const first = await startSlow(changeOne);
    bigQuery.files.set('seven', Buffer.from('{"n":70}'));
    const [load] = await bigQuery.client.createJob({
      configuration: {
        load: {
          sourceUris: ['gs://b/seven'],
          sourceFormat: 'NEWLINE_DELIMITED_JSON',
          destinationTable: { projectId: 'test-project', datasetId: 'd', tableId: 'one' },
          writeDisposition: 'WRITE_TRUNCATE',
        },
      },
    });
    expect((await load.getMetadata())[0].status.state).toBe('RUNNING');
    await bigQuery.server.settle();
    expect((await endOf(first)).status).toEqual({ state: 'DONE' });
    expect(await rows()).toEqual(['two 2', 'three 3', 'one 70']);
  });

  test('each sees the tables as they were when its transaction began', async () => {
    const reader = 'BEGIN; INSERT INTO d.two (n) SELECT n FROM d.one; COMMIT';
    const first = await startSlow(`${reader}; ${reader}`, 2, /^INSERT/u);
    await bigQuery.sql('INSERT INTO d.one (n) VALUES (5)');
    await endOf(first);
    // Without the 5 in the first transaction, with it in the second.
    expect(await rows()).toEqual(['one 1', 'two 1', 'two 1', 'two 2', 'three 3', 'one 5', 'two 5']);
  });
});

test('closing does not wait for a script that is slow', async () => {
  const other = await openFixture({ jobFaults: [{ kind: 'slow', polls: 100, when: { match: /BEGIN/u } }] });
  await other.sql('CREATE TABLE d.t AS SELECT 1 AS n');
  const job = await other.start('BEGIN; DELETE FROM d.t WHERE TRUE; COMMIT');
  await job.getMetadata();
  await other.server.close();
});
