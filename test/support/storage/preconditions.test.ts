import { afterEach, beforeEach, expect, test } from 'vitest';
import { BUCKET, bucketOf, download, save } from './client.ts';
import { type StorageStandIn, startStorage } from './server.ts';

let storage: StorageStandIn;

beforeEach(async () => {
  storage = await startStorage({ buckets: [BUCKET] });
});

afterEach(() => storage.close());

const NEW = { preconditionOpts: { ifGenerationMatch: 0 } };
const notMet = {
  code: 412,
  message: 'At least one of the pre-conditions you specified did not hold.',
  errors: [{ reason: 'conditionNotMet' }],
};

test('an upload that must be the first leaves what is there', async () => {
  await save(bucketOf(storage), 'day', 'first', NEW);
  await expect(save(bucketOf(storage), 'day', 'second', NEW)).rejects.toMatchObject(notMet);
  expect(await download(bucketOf(storage), 'day')).toBe('first');
});

test('of uploads that must all be the first exactly one is', async () => {
  const writers = Array.from({ length: 8 }, (_, index) => save(bucketOf(storage), 'day', `writer ${index}`, NEW));
  const ends = await Promise.allSettled(writers);
  const winners = ends.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []));
  expect(winners).toHaveLength(1);
  expect(await download(bucketOf(storage), 'day')).toBe(`writer ${winners[0]}`);
  const losers = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  for (const loser of losers) expect(loser).toMatchObject(notMet);
});

test('an upload that must replace a generation does so once', async () => {
  await save(bucketOf(storage), 'day', 'first');
  const before = await generationOf('day');
  const next = { preconditionOpts: { ifGenerationMatch: before } };
  await save(bucketOf(storage), 'day', 'second', next);
  await expect(save(bucketOf(storage), 'day', 'third', next)).rejects.toMatchObject(notMet);
  expect(await download(bucketOf(storage), 'day')).toBe('second');
});

test('generations grow with every write, and counts of changed metadata begin anew', async () => {
  const seen: bigint[] = [];
  for (const data of ['one', 'two', 'three']) {
    await save(bucketOf(storage), 'day', data);
    await bucketOf(storage).file('day').setMetadata({ contentType: 'text/plain' });
    const [{ metageneration }] = await bucketOf(storage).file('day').getMetadata();
    expect(metageneration).toBe('2');
    seen.push(BigInt(await generationOf('day')));
  }
  expect(seen).toEqual([...new Set(seen)].sort());
});

test('a generation that was replaced is no longer there', async () => {
  await save(bucketOf(storage), 'day', 'first');
  const generation = await generationOf('day');
  const file = bucketOf(storage).file('day', { generation });
  expect(String((await file.download())[0])).toBe('first');
  await save(bucketOf(storage), 'day', 'second');
  await expect(file.download()).rejects.toMatchObject({ code: 404 });
  await expect(file.delete()).rejects.toMatchObject({ code: 404 });
  expect(await download(bucketOf(storage), 'day')).toBe('second');
});

test.each([
  ['GET', 'ifGenerationMatch=@', 200],
  ['GET', 'ifGenerationMatch=1', 412],
  ['GET', 'ifGenerationNotMatch=@', 304],
  ['GET', 'ifGenerationNotMatch=1', 200],
  ['GET', 'ifMetagenerationMatch=1', 200],
  ['GET', 'ifMetagenerationMatch=2', 412],
  ['GET', 'ifMetagenerationNotMatch=1', 304],
  ['GET', 'alt=media&ifGenerationNotMatch=@', 304],
  ['GET', 'alt=media&ifGenerationMatch=1', 412],
  ['GET', 'generation=@', 200],
  ['GET', 'generation=1', 404],
  ['GET', 'ifGenerationMatch=latest', 400],
  ['DELETE', 'ifGenerationMatch=1', 412],
  ['DELETE', 'ifGenerationNotMatch=@', 412],
  ['DELETE', 'ifGenerationMatch=@', 204],
  ['PATCH', 'ifMetagenerationMatch=2', 412],
  ['PATCH', 'ifMetagenerationMatch=1', 200],
])('%s of an object of generation @ with %s is answered with %d', async (method, query, status) => {
  await save(bucketOf(storage), 'day', 'first');
  const parameters = query.replace('@', await generationOf('day'));
  const url = `${storage.url}/storage/v1/b/${BUCKET}/o/day?${parameters}`;
  const answer = await fetch(url, { method, ...(method === 'PATCH' && { body: '{}' }) });
  expect(answer.status).toBe(status);
});

test.each([
  ['ifGenerationMatch=0', 200],
  ['ifGenerationMatch=1', 412],
  ['ifMetagenerationMatch=1', 412],
  ['ifGenerationNotMatch=0', 412],
  ['ifGenerationNotMatch=1', 412],
])('an upload where nothing is with %s is answered with %d', async (query, status) => {
  const url = `${storage.url}/upload/storage/v1/b/${BUCKET}/o?uploadType=media&name=day&${query}`;
  expect((await fetch(url, { method: 'POST', body: 'first' })).status).toBe(status);
  expect(storage.objects(BUCKET).size).toBe(status === 200 ? 1 : 0);
});

async function generationOf(name: string): Promise<string> {
  const [{ generation }] = await bucketOf(storage).file(name).getMetadata();
  return String(generation);
}
