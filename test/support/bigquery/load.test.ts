import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { endOf, type Fixture, loadOf, openFixture } from './fixture.ts';

let bigQuery: Fixture;

beforeEach(async () => {
  bigQuery = await openFixture({ loadJobsPerTableAndDay: 3 });
  await bigQuery.dataset.createTable('t', { schema: { fields: [...fields] } });
});

afterEach(() => bigQuery[Symbol.asyncDispose]());

const fields = [
  { name: 'n', type: 'INT64', mode: 'REQUIRED' },
  { name: 's', type: 'STRING', mode: 'NULLABLE' },
];

describe('a load job', () => {
  test('replaces the rows of a table, and says what it did', async () => {
    await bigQuery.load('t', [{ n: 1 }]);
    const { status, statistics } = await bigQuery.load('t', [{ n: 2, s: 'two' }, { n: 3 }], { schema: { fields } });
    expect(status).toEqual({ state: 'DONE' });
    expect(statistics?.load).toMatchObject({ inputFiles: '1', outputRows: '2', badRecords: '0' });
    expect(await rows()).toEqual([
      { n: 2, s: 'two' },
      { n: 3, s: null },
    ]);
  });

  test('appends when told so, and by default', async () => {
    await bigQuery.load('t', [{ n: 1 }]);
    await bigQuery.load('t', [{ n: 2 }], { writeDisposition: 'WRITE_APPEND' });
    await bigQuery.load('t', [{ n: 3 }], { writeDisposition: undefined });
    expect(await rows()).toMatchObject([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  test('reads many files, packed ones too, with or without an end of line at their end', async () => {
    bigQuery.files.set('one', Buffer.from('{"n":1}\n\n{"n":2}\n'));
    bigQuery.files.set('two', gzipSync('{"n":3}'));
    bigQuery.files.set('none', Buffer.alloc(0));
    const { statistics } = await bigQuery.run({ load: loadOf('t', ['gs://b/one', 'gs://b/two', 'gs://b/none']) });
    expect(statistics?.load).toMatchObject({ inputFiles: '3', outputRows: '3' });
    expect(await rows()).toMatchObject([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  test('loads more rows than DuckDB takes at a time', async () => {
    await bigQuery.load(
      't',
      Array.from({ length: 5000 }, (_, n) => ({ n, s: `row ${n}` })),
    );
    expect(await bigQuery.server.query('SELECT COUNT(*) AS count, SUM(n) AS sum FROM d.t')).toEqual([
      { count: 5000, sum: 12_497_500 },
    ]);
  });

  test('that fails changes nothing, and tells what is wrong in which row', async () => {
    await bigQuery.load('t', [{ n: 1 }]);
    const { status } = await bigQuery.load('t', [{ n: 2 }, { s: 'no n' }]);
    const counts = 'Rows: 2; errors: 1';
    const prefix = 'Error while reading data, error message: JSON';
    expect(status).toEqual({
      state: 'DONE',
      errorResult: {
        reason: 'invalid',
        location: 'gs://b/1.ndjson',
        message: `${prefix} table encountered too many errors, giving up. ${counts}. Please look into the errors[] collection for more details.`,
      },
      errors: [
        expect.objectContaining({ reason: 'invalid' }),
        expect.objectContaining({ message: expect.stringContaining(`${counts}; max bad: 0`) }),
        {
          reason: 'invalid',
          location: 'gs://b/1.ndjson',
          message: `${prefix} parsing error in row starting at position 8: Missing required field: n.`,
        },
      ],
    });
    expect(await rows()).toMatchObject([{ n: 1 }]);
  });

  test('leaves out as many bad rows as are tolerated', async () => {
    const { statistics } = await bigQuery.load('t', ['{"n":1}', 'no JSON', '{"n":2}'], { maxBadRecords: 1 });
    expect(statistics?.load).toMatchObject({ outputRows: '2', badRecords: '1' });
  });

  test('leaves out unknown values when told so', async () => {
    const { status } = await bigQuery.load('t', [{ n: 1, more: 2 }], { ignoreUnknownValues: true });
    expect(status).toEqual({ state: 'DONE' });
  });

  test('makes a table with its schema when it may', async () => {
    const more = { schema: { fields }, createDisposition: undefined };
    expect((await bigQuery.load('made', [{ n: 1 }], more)).status).toEqual({ state: 'DONE' });
    const [{ schema }] = await bigQuery.dataset.table('made').getMetadata();
    expect(schema.fields).toMatchObject([{ name: 'n', type: 'INTEGER', mode: 'REQUIRED' }, { name: 's' }]);
  });

  test.each([
    ['a missing file', { sourceUris: ['gs://b/missing'] }, 'notFound', 'Not found: URI gs://b/missing'],
    ['a missing bucket', { sourceUris: ['gs://c/0'] }, 'notFound', 'Not found: URI gs://c/0'],
    ['a missing table', destination('u'), 'notFound', 'Not found: Table test-project:d.u'],
    [
      'a missing dataset',
      destination('t', 'e'),
      'notFound',
      'Not found: Dataset test-project:e was not found in location US',
    ],
    [
      'an unknown schema',
      { ...destination('u'), createDisposition: 'CREATE_IF_NEEDED' },
      'invalid',
      'No schema specified on job or table test-project:d.u.',
    ],
    ['a table with rows', { writeDisposition: 'WRITE_EMPTY' }, 'duplicate', 'Already Exists: Table test-project:d.t'],
    ['another column', schemaOf({ name: 'x', type: 'STRING' }), 'invalid', mismatch('Cannot add fields (field: x)')],
    [
      'another type',
      schemaOf({ name: 'n', type: 'STRING', mode: 'REQUIRED' }),
      'invalid',
      mismatch('Field n has changed type from INTEGER to STRING'),
    ],
    [
      'another mode',
      schemaOf({ name: 'n', type: 'INTEGER' }),
      'invalid',
      mismatch('Field n has changed mode from REQUIRED to NULLABLE'),
    ],
    [
      'a column too few',
      schemaOf({ name: 's', type: 'STRING' }),
      'invalid',
      mismatch('Field n is missing in new schema'),
    ],
  ])('fails for %s', async (_, more, reason, message) => {
    await bigQuery.load('t', [{ n: 1 }]);
    const { status } = await bigQuery.load('t', [{ n: 2 }], more);
    expect(status?.errorResult).toMatchObject({ reason, message });
    expect(await rows()).toMatchObject([{ n: 1 }]);
  });

  test('that is slow has no effect before it ends', async () => {
    await bigQuery.load('t', [{ n: 1 }]);
    bigQuery.server.addJobFault({ kind: 'slow', polls: 2, when: { match: /^test-project\.d\.t$/u } });
    bigQuery.files.set('two', Buffer.from('{"n":2}'));
    const [job] = await bigQuery.client.createJob({ configuration: { load: loadOf('t', ['gs://b/two']) } });
    expect((await job.getMetadata())[0].status.state).toBe('RUNNING');
    expect(await rows()).toMatchObject([{ n: 1 }]);
    await endOf(job);
    expect(await rows()).toMatchObject([{ n: 2 }]);
  });

  test('in another location than its dataset fails', async () => {
    const [job] = await bigQuery.client.createJob({
      location: 'EU',
      configuration: { load: loadOf('t', ['gs://b/0']) },
    });
    const [{ status }] = await job.getMetadata();
    expect(status.errorResult.message).toBe('Not found: Dataset test-project:d was not found in location EU');
  });

  test('is refused beyond the quota of its table and day, failed ones counted', async () => {
    const reasons: (string | undefined)[] = [];
    const tryLoad = async () =>
      reasons.push((await bigQuery.load('t', [{ n: reasons.length }])).status?.errorResult?.reason);
    await bigQuery.load('t', ['no JSON']);
    for (let count = 0; count < 3; count += 1) await tryLoad();
    bigQuery.clock = Date.parse('2026-09-02T00:00:00Z');
    await tryLoad();
    expect(reasons).toEqual([undefined, undefined, 'quotaExceeded', undefined]);
    expect(await rows()).toMatchObject([{ n: 3 }]);
  });
});

function rows() {
  return bigQuery.server.query('SELECT * FROM d.t ORDER BY n');
}

function destination(tableId: string, datasetId = 'd') {
  return { destinationTable: { projectId: 'test-project', datasetId, tableId } };
}

function schemaOf(field: object) {
  return { schema: { fields: [field] } };
}

function mismatch(problem: string): string {
  return `Provided Schema does not match Table test-project:d.t. ${problem}`;
}
