import type { GetFilesOptions, GetFilesResponse } from '@google-cloud/storage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BUCKET, bucketOf } from './client.ts';
import { type StorageStandIn, startStorage } from './server.ts';

let storage: StorageStandIn;

beforeEach(async () => {
  storage = await startStorage({ buckets: [BUCKET] });
});

afterEach(() => storage.close());

test('a list is in the order of the bytes of the names', async () => {
  // In UTF-16, as JavaScript compares, the last two stand the other way round.
  const ordered = ['A', 'B', 'a', 'a/1', 'b', 'é', '\uff5e', '😀'];
  write(...ordered.toReversed());
  expect(await namesOf({})).toEqual(ordered);
});

test('a list of nothing has no items', async () => {
  const answer = await list('');
  expect(answer).toEqual({ kind: 'storage#objects' });
  expect(await namesOf({})).toEqual([]);
});

test('a list shows what the metadata of each object shows', async () => {
  write('day');
  const [[listed]] = await bucketOf(storage).getFiles();
  const [metadata] = await bucketOf(storage).file('day').getMetadata();
  expect(listed?.metadata).toEqual(metadata);
});

test('a list may be bounded by prefix and offsets', async () => {
  write('a/1', 'a/2', 'a/3', 'b/1');
  expect(await namesOf({ prefix: 'a/' })).toEqual(['a/1', 'a/2', 'a/3']);
  expect(await namesOf({ startOffset: 'a/2', endOffset: 'b/1' })).toEqual(['a/2', 'a/3']);
});

test('a delimiter folds the names that go on after it', async () => {
  write('a', 'a/1', 'a/2', 'a/b/1', 'b/1', 'c');
  expect(await list('delimiter=/')).toMatchObject({ items: [{ name: 'a' }, { name: 'c' }], prefixes: ['a/', 'b/'] });
  expect(await list('delimiter=/&prefix=a/')).toMatchObject({
    items: [{ name: 'a/1' }, { name: 'a/2' }],
    prefixes: ['a/b/'],
  });
});

test('pages go on where the one before ended, with and without a delimiter', async () => {
  write('a', 'b/1', 'b/2', 'c', 'd/1', 'e');
  expect(await pagesOf({ maxResults: 4 })).toEqual([
    ['a', 'b/1', 'b/2', 'c'],
    ['d/1', 'e'],
  ]);
  expect(await pagesOf({ maxResults: 2, delimiter: '/' })).toEqual([['a', 'b/'], ['c', 'd/'], ['e']]);
});

test('a page holds a thousand and no more, and the client asks for the next by itself', async () => {
  const names = Array.from({ length: 1001 }, (_, index) => String(index).padStart(4, '0'));
  write(...names);
  expect(await namesOf({})).toEqual(names);
  expect(storage.requests).toHaveLength(2);
  expect((await pagesOf({ maxResults: 5000 })).map((page) => page.length)).toEqual([1000, 1]);
});

test('a page may begin behind a name that was deleted meanwhile', async () => {
  write('a', 'b', 'c');
  const [, next] = await bucketOf(storage).getFiles({ maxResults: 2, autoPaginate: false });
  storage.remove(BUCKET, 'b');
  expect(await namesOf(next)).toEqual(['c']);
});

test('of a list only the fields that were asked for are answered', async () => {
  write('a', 'b');
  expect(await list('maxResults=1&fields=items(name,size)')).toEqual({ items: [{ name: 'a', size: '4' }] });
  expect(await list('fields=kind,items/name')).toEqual({
    kind: 'storage#objects',
    items: [{ name: 'a' }, { name: 'b' }],
  });
  expect(await list('maxResults=1&fields=items(*),nextPageToken')).toMatchObject({
    items: [{ bucket: BUCKET, name: 'a' }],
    nextPageToken: expect.any(String),
  });
});

test.each([
  ['pageToken=nonsense!', 400],
  ['maxResults=0', 400],
  ['maxResults=many', 400],
  ['fields=items(name', 400],
  ['fields=items)', 400],
  ['fields=,', 400],
  ['versions=true', 501],
  ['matchGlob=*', 501],
])('a list with %s is answered with %d', async (query, status) => {
  expect(await list(query)).toMatchObject({ error: { code: status } });
});

function write(...names: readonly string[]): void {
  for (const name of names) storage.write(BUCKET, name, Buffer.from('here'));
}

async function namesOf(query: GetFilesOptions): Promise<readonly string[]> {
  const [files] = await bucketOf(storage).getFiles(query);
  return files.map(({ name }) => name);
}

/** What the pages hold, names and beginnings of names together, asked for one by one. */
async function pagesOf(query: GetFilesOptions): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  let next: GetFilesOptions | null = query;
  while (next !== null) {
    const [files, following, answer]: GetFilesResponse = await bucketOf(storage).getFiles({
      ...next,
      autoPaginate: false,
    });
    pages.push([...files.map(({ name }) => name), ...prefixesIn(answer)].sort());
    next = following;
  }
  return pages;
}

function prefixesIn(answer: unknown): readonly string[] {
  return answer instanceof Object && 'prefixes' in answer && Array.isArray(answer.prefixes) ? answer.prefixes : [];
}

async function list(query: string): Promise<unknown> {
  return (await fetch(`${storage.url}/storage/v1/b/${BUCKET}/o?${query}`)).json();
}
