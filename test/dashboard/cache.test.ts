import { expect, test } from 'vitest';
import { bytesAnAnswer, openCache } from '../../function/dashboard/cache.ts';
import { represent } from '../../function/dashboard/represented.ts';

const of =
  (bytes: number, version = 'v') =>
  async () => ({
    version,
    answer: await represent(new Uint8Array(bytes), { 'Content-Type': 'application/octet-stream' }),
  });
/** As large as so many answers of 40 bytes with keys of one character, at most. */
const roomFor = (answers: number) => ({ mostBytes: answers * (bytesAnAnswer + 42), mostAnswers: 100 });
const never = () => Promise.reject(new Error('made'));

test('openCache() forgets what nobody has asked for the longest when it is full', async () => {
  const cache = openCache(roomFor(2));
  await cache.get('v', 'a', of(40));
  await cache.get('v', 'b', of(40));
  await cache.get('v', 'a', never);
  await cache.get('v', 'c', of(40));
  await cache.get('v', 'a', never);
  await cache.get('v', 'c', never);
  await expect(cache.get('v', 'b', never)).rejects.toThrow('made');
});

test('openCache() hands out what is too large for it, and keeps it not', async () => {
  const cache = openCache(roomFor(2));
  expect((await cache.get('v', 'a', of(3 * bytesAnAnswer))).plain.whole.body.length).toBe(3 * bytesAnAnswer);
  await expect(cache.get('v', 'a', never)).rejects.toThrow('made');
});

test('openCache() keeps nothing that was begun before the version changed', async () => {
  const cache = openCache(roomFor(2));
  const { promise, resolve } = Promise.withResolvers<void>();
  const old = cache.get('v1', 'a', () => promise.then(of(10, 'v1')));
  await cache.get('v2', 'b', of(10, 'v2'));
  resolve();
  expect((await old).plain.whole.body.length).toBe(10);
  await expect(cache.get('v2', 'a', never)).rejects.toThrow('made');
  await cache.get('v2', 'b', never);
});

test('openCache() keeps what was made of a newer version than was asked for as of that one, and nothing older', async () => {
  const cache = openCache(roomFor(2));
  await cache.get('v1', 'b', of(10, 'v1'));
  await cache.get('v1', 'a', of(10, 'v2'));
  await cache.get('v2', 'a', never);
  await expect(cache.get('v2', 'b', never)).rejects.toThrow('made');
});

test('openCache() counts what a key takes, too', async () => {
  const cache = openCache(roomFor(2));
  await cache.get('v', 'a'.repeat(bytesAnAnswer), of(0));
  await expect(cache.get('v', 'a'.repeat(bytesAnAnswer), never)).rejects.toThrow('made');
});

test('openCache() keeps no more answers than it may, however small they are', async () => {
  const cache = openCache({ mostBytes: 2 ** 20, mostAnswers: 2 });
  for (const key of ['a', 'b', 'c']) await cache.get('v', key, of(0));
  await cache.get('v', 'b', never);
  await cache.get('v', 'c', never);
  await expect(cache.get('v', 'a', never)).rejects.toThrow('made');
});
