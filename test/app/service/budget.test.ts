import { expect, test } from 'vitest';
import type { Report } from '../../../function/core/report.ts';
import { type ServedFunction, serveFunction } from '../../support/function.ts';
import type { Answered } from '../../support/function-call.ts';
import { readTables } from '../../support/warehouse-file.ts';

const range = 'start=2026-10-27&end=2026-11-20';
/** The platform drops a request after a second: less than that is left for the days. */
const environment = { CLOUD_RUN_TIMEOUT_SECONDS: '1' };
const unfinished = { status: 200, body: { complete: false } };

test('ingest ends in good order when its time is over, and goes on from there when it is called again', async () => {
  await using served = await serveStalling();
  const first = await served.call(range);
  expect(first).toMatchObject(unfinished);
  expect(remainingOf(first)).toBeGreaterThan(0);
  served.release();
  expect(served.log().at(-1)).toMatchObject({ severity: 'INFO', verdict: 'done', remaining: remainingOf(first) });
  const calls = [first];
  // Each has less than a second: how many it takes is for the machine to say.
  while (remainingOf(calls.at(-1)) > 0 && calls.length < 50) calls.push(await served.call(range));
  expect(calls.map(({ status }) => status)).toEqual(calls.map(() => 200));
  expect(calls.at(-1)).toMatchObject({ body: { complete: true, remaining: 0 } });
  await using whole = await serveFunction();
  expect(await whole.call(range)).toMatchObject({ status: 200, body: { complete: true, remaining: 0 } });
  expect(await readTables(served.warehouse)).toEqual(await readTables(whole.warehouse));
});

test('ingest lists the days that it came to, and counts the others', async () => {
  await using served = await serveStalling();
  await served.call('date=2026-11-20');
  const { status, text } = await served.call('start=2026-11-05&end=2026-11-20');
  const { days, complete, remaining }: Report = JSON.parse(text);
  expect(days[0]).toMatchObject({ view_date: '2026-11-20', outcome: 'already_loaded' });
  expect({ status, complete, remaining }).toEqual({ status: 200, complete: false, remaining: 16 - days.length });
});

test('ingest answers a call that had to wait for another until its time was over', async () => {
  await using served = await serveStalling();
  const both = await Promise.all([served.call(range), served.call(range)]);
  expect(both).toMatchObject([unfinished, unfinished]);
});

test('ingest keeps to the rate over all of its calls', async () => {
  // Four at once and no more for ten seconds, which no call here has.
  await using served = await serveFunction({ environment: { ...environment, WIKITRENDS_REQUESTS_PER_MINUTE: '24' } });
  expect([await served.call(range), await served.call(range)]).toMatchObject([unfinished, unfinished]);
  expect(served.wikimedia.requests.length).toBeGreaterThan(0);
  expect(served.wikimedia.requests.length).toBeLessThanOrEqual(4);
});

/** One day is not answered before it is released: only the end of its time can end a call. */
async function serveStalling(): Promise<ServedFunction & { release(): void }> {
  const { promise: released, resolve } = Promise.withResolvers<void>();
  const served = await serveFunction({
    environment,
    async onRequest({ path }) {
      if (path.endsWith('all-access/2026/11/06')) await released;
    },
  });
  return {
    ...served,
    release: resolve,
    async [Symbol.asyncDispose]() {
      resolve();
      await served[Symbol.asyncDispose]();
    },
  };
}

function remainingOf(answered: Answered | undefined): number {
  const { remaining }: Report = JSON.parse(answered?.text ?? '');
  return remaining;
}
