import { describe, expect, test } from 'vitest';
import { mapAhead } from '../../function/core/ahead.ts';

describe('mapAhead()', () => {
  test('yields in the given order, whichever is done first', async () => {
    const waits = [Promise.withResolvers<string>(), Promise.withResolvers<string>(), Promise.withResolvers<string>()];
    const results = mapAhead([0, 1, 2], 3, (i) => waits[i]?.promise ?? Promise.reject(new Error('None')));
    for (const [i, wait] of [...waits.entries()].toReversed()) wait.resolve(`item ${i}`);
    expect(await allOf(results)).toEqual(['item 0', 'item 1', 'item 2']);
  });

  test('begins so many before the first is done, and one more for each that is', async () => {
    const begun: number[] = [];
    const results = mapAhead([0, 1, 2, 3, 4], 2, async (i) => {
      begun.push(i);
      return i;
    });
    expect(begun).toEqual([]);
    await results.next();
    expect(begun).toEqual([0, 1, 2]);
    await results.next();
    expect(begun).toEqual([0, 1, 2, 3]);
    expect(await allOf(results)).toEqual([2, 3, 4]);
  });

  test('throws an error when its turn comes, after what came before', async () => {
    const results = mapAhead(['good', 'bad'], 2, async (item) => {
      if (item === 'bad') throw new Error('bad');
      return item;
    });
    expect(await results.next()).toEqual({ value: 'good', done: false });
    await expect(results.next()).rejects.toThrow('bad');
  });

  test('begins nothing more once nobody wants more', async () => {
    const begun: number[] = [];
    for await (const _ of mapAhead([0, 1, 2, 3, 4], 2, async (i) => begun.push(i))) break;
    expect(begun).toEqual([0, 1, 2]);
  });
});

async function allOf<T>(results: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}
