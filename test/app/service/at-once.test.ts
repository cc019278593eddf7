import { expect, test } from 'vitest';
import { serveFunction } from '../../support/function.ts';
import { readTables } from '../../support/warehouse-file.ts';

const range = 'start=2026-11-18&end=2026-11-20';

test.each([2, 5])(
  'ingest called %i times at once for the same days asks once, and loads what one call would',
  async (calls) => {
    await using served = await serveFunction();
    const answers = await Promise.all(Array.from({ length: calls }, () => served.call(range)));
    const ids = new Set(answers.map(({ body }) => body instanceof Object && 'run_id' in body && body.run_id));
    expect(ids.size).toBe(calls);
    const outcomes = answers.map(({ status, body }) => {
      expect({ status, body }).toMatchObject({ status: 200, body: { complete: true, remaining: 0 } });
      return JSON.stringify(body).includes('"already_loaded"') ? 'already_loaded' : 'loaded';
    });
    expect(outcomes.filter((outcome) => outcome === 'loaded')).toHaveLength(1);
    const asked = served.wikimedia.requests.map(({ url }) => url).filter((url) => url.includes('/pageviews/top/'));
    expect(asked).toHaveLength(3 * 3);
    expect(new Set(asked).size).toBe(3 * 3);

    await using alone = await serveFunction();
    await alone.call(range);
    expect(served.wikimedia.requests.length).toBe(alone.wikimedia.requests.length);
    expect(await readTables(served.warehouse)).toEqual(await readTables(alone.warehouse));
  },
);

test('ingest called at once for days that overlap loads each of them once', async () => {
  await using served = await serveFunction();
  const ranges = ['start=2026-11-16&end=2026-11-18', 'start=2026-11-17&end=2026-11-20', 'date=2026-11-18'];
  const answers = await Promise.all(ranges.map((query) => served.call(query)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const lists = served.wikimedia.requests.filter(({ kind }) => kind === 'ranking');
  expect(lists).toHaveLength(3 * 5);

  await using alone = await serveFunction();
  await alone.call('start=2026-11-16&end=2026-11-20');
  expect(await readTables(served.warehouse)).toEqual(await readTables(alone.warehouse));
});

test('ingest answers a call that makes no sense while another one is under way', async () => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  const { promise: refused, resolve: refuse } = Promise.withResolvers<void>();
  await using served = await serveFunction({
    async onRequest() {
      arrive();
      await refused;
    },
  });
  const underWay = served.call('date=2026-11-20');
  await arrived;
  expect(await served.call('date=2026-02-30')).toMatchObject({ status: 400 });
  refuse();
  expect(await underWay).toMatchObject({ status: 200, body: { complete: true } });
});
