import { describe, expect, test } from 'vitest';
import { serveFunction } from '../../support/function.ts';
import type { Answered } from '../../support/function-call.ts';
import { holdWarehouse } from '../../support/other-process.ts';

describe('ingest answers 503 and when to try again', () => {
  test('for a day that is not published yet, with the report, and loads it once it is', async () => {
    await using served = await serveFunction({ lastDay: '2026-11-19' });
    const answered = await served.call('start=2026-11-19&end=2026-11-20');
    expectLater(answered);
    const reason = 'en.wikipedia has no ranking for 2026-11-20 yet; asked again on the next run';
    expect(answered.body).toMatchObject({
      complete: false,
      remaining: 1,
      days: [{ view_date: '2026-11-20', outcome: 'pending', reason }, { outcome: 'loaded' }],
    });
    served.wikimedia.publish('2026-11-20');
    expect(await served.call()).toMatchObject({ status: 200, body: { complete: true } });
  });

  test('for a day that is not over, and asks nobody', async () => {
    await using served = await serveFunction();
    const answered = await served.call('date=2026-11-21');
    expectLater(answered);
    expect(answered.body).toMatchObject({
      days: [{ outcome: 'pending', reason: '2026-11-21 is not over yet (days are UTC)' }],
    });
    expect(served.wikimedia.requests).toEqual([]);
  });

  test('while Wikimedia is out of reach, with the report', async () => {
    await using served = await serveFunction();
    await served.wikimedia.close();
    const answered = await served.call('start=2026-11-11&end=2026-11-20');
    expectLater(answered);
    expect(answered.body).toMatchObject({ complete: false, remaining: 10, days: Array(3).fill({ outcome: 'failed' }) });
    expect(served.log()).toContainEqual(
      expect.objectContaining({ severity: 'WARNING', message: expect.stringContaining(served.wikimedia.url) }),
    );
  });

  test('while Wikimedia asks to stay away, with what was loaded before', async () => {
    await using served = await serveFunction();
    served.wikimedia.addFault({ kind: 'status', status: 503, retryAfter: 3600, when: { match: /2026\/11\/18/ } });
    expect(await served.call('start=2026-11-17&end=2026-11-20')).toMatchObject({
      status: 503,
      body: { complete: false, days: [{ outcome: 'loaded' }, { outcome: 'loaded' }, { outcome: 'failed' }] },
    });
    expect(await served.call('start=2026-11-17&end=2026-11-20')).toMatchObject({ status: 200 });
  });

  test('while another process has the warehouse', async () => {
    await using served = await serveFunction();
    const other = await holdWarehouse(served.warehouse, '2026-11-19');
    const answered = await served.call('start=2026-11-19&end=2026-11-20');
    await other.end();
    expectLater(answered);
    const error = 'Something that is needed is out of reach or in use: try again later; the log says more';
    expect(answered.body).toEqual({ run_id: expect.any(String), error });
    const message = `The warehouse ${served.warehouse} is in use by another process: try again when it is done`;
    const tries = [2, 3].map((count) => ({ severity: 'INFO', message: `${message}; try ${count} follows` }));
    expect(served.log()).toMatchObject([...tries, { severity: 'NOTICE', message }]);
    expect(await served.call('start=2026-11-19&end=2026-11-20')).toMatchObject({
      status: 200,
      body: { days: [{ outcome: 'loaded' }, { outcome: 'already_loaded' }] },
    });
  });
});

function expectLater({ status, headers }: Answered): void {
  expect({ status, retryAfter: headers.get('retry-after'), cached: headers.get('cache-control') }).toEqual({
    status: 503,
    retryAfter: '600',
    cached: 'no-store',
  });
}
