import { expect, test } from 'vitest';
import { createLane } from './lane.ts';

test('run() does one thing after the other, except while one waits', async () => {
  const lane = createLane();
  const log: string[] = [];
  const waiting = Promise.withResolvers<void>();
  const work = (name: string, until?: Promise<void>) =>
    lane.run(async (turn) => {
      log.push(`${name} begins`);
      await Promise.resolve();
      if (until !== undefined) await turn.park(until);
      await Promise.resolve();
      log.push(`${name} ends`);
    });
  const all = [work('one'), work('two', waiting.promise), work('three')];
  await all[2];
  expect(log).toEqual(['one begins', 'one ends', 'two begins', 'three begins', 'three ends']);
  waiting.resolve();
  await Promise.all(all);
  expect(log.at(-1)).toBe('two ends');
});

test('run() goes on behind something that failed, also while it waited', async () => {
  const lane = createLane();
  await expect(lane.run(() => Promise.reject(new Error('one')))).rejects.toThrow('one');
  await expect(lane.run((turn) => turn.park(Promise.reject(new Error('two'))))).rejects.toThrow('two');
  expect(await lane.run(async () => 'three')).toBe('three');
});
