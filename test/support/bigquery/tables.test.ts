import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect, type Fixture, openFixture } from './fixture.ts';

let bigQuery: Fixture;

beforeEach(async () => {
  bigQuery = await openFixture();
});

afterEach(() => bigQuery[Symbol.asyncDispose]());

const fields = [
  { name: 'day', type: 'DATE', mode: 'REQUIRED', description: 'A day.' },
  { name: 'views', type: 'INT64' },
];

describe('datasets', () => {
  test('are made, described, listed and deleted', async () => {
    const [dataset] = await bigQuery.client.createDataset('e', { location: 'EU', description: 'Another.' });
    const [metadata] = await dataset.getMetadata();
    expect(metadata).toMatchObject({
      id: 'test-project:e',
      datasetReference: { projectId: 'test-project', datasetId: 'e' },
      location: 'EU',
      description: 'Another.',
      creationTime: String(bigQuery.clock),
    });
    const [all] = await bigQuery.client.getDatasets();
    expect(all.map(({ id }) => id)).toEqual(['d', 'e']);
    await dataset.delete();
    expect(await dataset.exists()).toEqual([false]);
    await expect(dataset.getMetadata()).rejects.toMatchObject({
      code: 404,
      errors: [{ reason: 'notFound', message: 'Not found: Dataset test-project:e' }],
    });
  });

  test('are not made twice, nor under any name', async () => {
    await expect(bigQuery.client.createDataset('d')).rejects.toMatchObject({ code: 409 });
    await expect(bigQuery.client.createDataset('a-b')).rejects.toMatchObject({ code: 400 });
  });

  test('with tables are deleted when that is said', async () => {
    await bigQuery.dataset.createTable('t', { schema: { fields } });
    await expect(bigQuery.dataset.delete()).rejects.toMatchObject({ errors: [{ reason: 'resourceInUse' }] });
    await bigQuery.dataset.delete({ force: true });
    await bigQuery.client.createDataset('d');
    expect(await bigQuery.dataset.table('t').exists()).toEqual([false]);
  });
});

describe('tables', () => {
  test('are made as they are described, and count their rows', async () => {
    const layout = { timePartitioning: { type: 'DAY', field: 'day' }, clustering: { fields: ['views'] } };
    const words = { description: 'Views.', labels: { a: 'b' }, tableConstraints: { primaryKey: { columns: ['day'] } } };
    await bigQuery.dataset.createTable('t', { schema: { fields }, ...layout, ...words });
    await bigQuery.sql("INSERT INTO d.t (day, views) VALUES ('2026-09-01', 1), ('2026-09-02', NULL)");
    const [metadata] = await bigQuery.dataset.table('t').getMetadata();
    expect(metadata).toMatchObject({
      id: 'test-project:d.t',
      tableReference: { projectId: 'test-project', datasetId: 'd', tableId: 't' },
      type: 'TABLE',
      location: 'US',
      schema: {
        fields: [
          { name: 'day', type: 'DATE', mode: 'REQUIRED', description: 'A day.' },
          { name: 'views', type: 'INTEGER', mode: 'NULLABLE' },
        ],
      },
      numRows: '2',
      creationTime: String(bigQuery.clock),
      ...layout,
      ...words,
    });
    expect(metadata.expirationTime).toBeUndefined();
  });

  test('are listed and deleted', async () => {
    for (const id of ['one', 'two', 'three']) await bigQuery.dataset.createTable(id, { schema: { fields } });
    await bigQuery.dataset.table('two').delete();
    const [all] = await bigQuery.dataset.getTables();
    expect(all.map(({ id }) => id)).toEqual(['one', 'three']);
    const again = bigQuery.dataset.table('two').delete();
    await expect(again).rejects.toMatchObject({
      code: 404,
      errors: [{ message: 'Not found: Table test-project:d.two' }],
    });
  });

  test('are not made twice, nor without their dataset', async () => {
    await bigQuery.dataset.createTable('t', { schema: { fields } });
    await expect(bigQuery.dataset.createTable('t', { schema: { fields } })).rejects.toMatchObject({
      code: 409,
      errors: [{ reason: 'duplicate', message: 'Already Exists: Table test-project:d.t' }],
    });
    await expect(bigQuery.client.dataset('e').createTable('t', { schema: { fields } })).rejects.toMatchObject({
      code: 404,
      errors: [{ message: 'Not found: Dataset test-project:e' }],
    });
  });

  test.each([
    ['a column twice', { schema: { fields: [fields[0], { name: 'DAY', type: 'STRING' }] } }, 400],
    ['a type that does not exist', { schema: { fields: [{ name: 'a', type: 'TEXT' }] } }, 400],
    ['a type that is not covered', { schema: { fields: [{ name: 'a', type: 'JSON' }] } }, 501],
    ['a mode that is not covered', { schema: { fields: [{ name: 'a', type: 'STRING', mode: 'REPEATED' }] } }, 501],
    ['partitions by a column it has not', { schema: { fields }, timePartitioning: { type: 'DAY', field: 'a' } }, 400],
    ['partitions by a number', { schema: { fields }, timePartitioning: { type: 'DAY', field: 'views' } }, 400],
    ['clusters by a column it has not', { schema: { fields }, clustering: { fields: ['a'] } }, 400],
    ['an expiry that is over', { schema: { fields }, expirationTime: '1' }, 400],
    ['what is not covered', { schema: { fields }, requirePartitionFilter: true }, 501],
  ])('are not made with %s', async (_, metadata, code) => {
    expect((await insertTable('t', metadata)).status).toBe(code);
    expect(await bigQuery.dataset.table('t').exists()).toEqual([false]);
  });

  test('are gone when they have expired, and may be made anew', async () => {
    const expirationTime = String(bigQuery.clock + 1000);
    await bigQuery.dataset.createTable('t', { schema: { fields }, expirationTime });
    const [metadata] = await bigQuery.dataset.table('t').getMetadata();
    expect(metadata.expirationTime).toBe(expirationTime);
    await bigQuery.sql('SELECT * FROM d.t');
    bigQuery.clock += 1000;
    await expect(bigQuery.sql('SELECT * FROM d.t')).rejects.toThrow(
      'notFound: Not found: Table test-project:d.t was not found in location US',
    );
    expect(await bigQuery.dataset.table('t').exists()).toEqual([false]);
    expect((await bigQuery.load('t', [])).status?.errorResult?.reason).toBe('notFound');
    await bigQuery.dataset.createTable('t', { schema: { fields } });
  });

  test('expire when that is changed', async () => {
    await bigQuery.dataset.createTable('t', { schema: { fields }, expirationTime: String(bigQuery.clock + 1000) });
    await bigQuery.dataset.table('t').setMetadata({ expirationTime: String(bigQuery.clock + 2000) });
    bigQuery.clock += 1999;
    expect(await bigQuery.dataset.table('t').exists()).toEqual([true]);
    bigQuery.clock += 1;
    expect(await bigQuery.dataset.table('t').exists()).toEqual([false]);
  });
});

describe('views', () => {
  const viewOf = (query: string) => ({ view: { query, useLegacySql: false } });

  test('show what their query reads', async () => {
    await bigQuery.dataset.createTable('t', { schema: { fields } });
    const query = '-- Days with views.\nSELECT t.day, t.views > 1 AS many FROM `test-project.d`.t AS t';
    await bigQuery.dataset.createTable('v', viewOf(query));
    await bigQuery.sql("INSERT INTO d.t (day, views) VALUES ('2026-09-01', 2)");
    const [rows] = await bigQuery.client.query('SELECT day, many FROM d.v');
    expect(rows).toEqual([{ day: { value: '2026-09-01' }, many: true }]);
    const [metadata] = await bigQuery.dataset.table('v').getMetadata();
    expect(metadata).toMatchObject({
      type: 'VIEW',
      view: { query, useLegacySql: false },
      schema: {
        fields: [
          { name: 'day', type: 'DATE' },
          { name: 'many', type: 'BOOLEAN' },
        ],
      },
    });
  });

  test('of a table that is gone cannot be read', async () => {
    await bigQuery.dataset.createTable('t', { schema: { fields } });
    await bigQuery.dataset.createTable('v', viewOf('SELECT day FROM d.t'));
    await bigQuery.dataset.createTable('w', viewOf('SELECT day FROM d.v'));
    await bigQuery.dataset.table('t').delete();
    await expect(bigQuery.sql('SELECT * FROM d.w')).rejects.toThrow('Not found: Table test-project:d.t');
  });

  test.each([
    ['a missing table', viewOf('SELECT 1 AS a FROM d.missing'), 404],
    ['a table without its dataset', viewOf('SELECT 1 AS a FROM missing'), 400],
    ['a column without a name', viewOf('SELECT 1'), 400],
    ['a statement that is no query', viewOf('DROP TABLE d.t'), 400],
    ['legacy SQL, the default', { view: { query: 'SELECT 1 AS a' } }, 501],
  ])('are not made with %s', async (_, metadata, code) => {
    const refusal = await insertTable('v', metadata);
    expect(refusal.status).toBe(code);
    expect(await bigQuery.dataset.table('v').exists()).toEqual([false]);
  });
});

test('what the stand-in does not know is not found, in the form of Google', async () => {
  const refusal = await fetch(`${bigQuery.server.url}/bigquery/v2/projects/test-project/routines`);
  expect(refusal.status).toBe(404);
  expect(await refusal.json()).toMatchObject({ error: { code: 404, errors: [{ reason: 'notFound' }] } });
});

test('a job is found in no dataset of another location', async () => {
  await bigQuery.dataset.createTable('t', { schema: { fields } });
  const [job] = await connect(bigQuery.server.url, 'EU').createQueryJob('SELECT * FROM d.t');
  const [{ status }] = await job.getMetadata();
  expect(status.errorResult).toMatchObject({
    reason: 'notFound',
    message: 'Not found: Dataset test-project:d was not found in location EU',
  });
});

/** Also what the client would not send. */
function insertTable(tableId: string, metadata: object): Promise<Response> {
  const url = `${bigQuery.server.url}/bigquery/v2/projects/test-project/datasets/d/tables`;
  return fetch(url, { method: 'POST', body: JSON.stringify({ tableReference: { tableId }, ...metadata }) });
}
