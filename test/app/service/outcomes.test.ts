import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { serveFunction } from '../../support/function.ts';
import { readRows } from '../../support/warehouse-file.ts';

test('ingest answers 200 for a day that never came, and asks for it again only when forced', async () => {
  await using served = await serveFunction({ holes: [{ project: 'en.wikipedia', day: '2026-11-10' }] });
  const absent = { outcome: 'absent', reason: 'en.wikipedia never got a ranking for 2026-11-10' };
  const expected = { status: 200, body: { complete: true, remaining: 0, days: [absent] } };
  expect(await served.call('date=2026-11-10')).toMatchObject(expected);
  const asked = served.wikimedia.requests.length;
  expect(await served.call('date=2026-11-10')).toMatchObject(expected);
  expect(served.wikimedia.requests.length).toBe(asked);
  expect(await served.call('date=2026-11-10&force=true')).toMatchObject(expected);
  expect(served.wikimedia.requests.length).toBeGreaterThan(asked);
});

describe('ingest answers 500', () => {
  test('for a day that its checks refuse, with the report and why, and loads it on the next call', async () => {
    await using served = await serveFunction();
    served.wikimedia.addFault({ kind: 'no-batchcomplete', when: { kind: 'categories' } });
    const refused = await served.call('date=2026-11-20');
    const reason = expect.stringMatching(/^structure: categories of \d+ pages are not complete/);
    expect(refused).toMatchObject({
      status: 500,
      body: { complete: false, remaining: 1, days: [{ outcome: 'refused', reason }] },
    });
    expect(refused.headers.get('retry-after')).toBeNull();
    expect(await served.call('date=2026-11-20')).toMatchObject({
      status: 200,
      body: { days: [{ outcome: 'loaded' }] },
    });
  });

  test('when Wikimedia will not talk to it', async () => {
    await using served = await serveFunction();
    served.wikimedia.addFault({ kind: 'status', status: 403, when: { every: 1 } });
    expect(await served.call('date=2026-11-20')).toMatchObject({
      status: 500,
      body: { days: [{ outcome: 'failed' }] },
    });
    expect(await readRows(served.warehouse, 'SELECT * FROM ingested_days')).toEqual([]);
  });

  test('with a day that failed for now beside one that is refused', async () => {
    await using served = await serveFunction({ lastDay: '2026-11-19' });
    served.wikimedia.addFault({ kind: 'no-batchcomplete', when: { kind: 'categories' } });
    expect(await served.call('start=2026-11-19&end=2026-11-20')).toMatchObject({
      status: 500,
      body: { remaining: 2, days: [{ outcome: 'pending' }, { outcome: 'refused' }] },
    });
  });
});

test('ingest makes its warehouse anew when somebody took it away between two calls', async () => {
  await using served = await serveFunction();
  await served.call('date=2026-11-20');
  await rm(served.warehouse);
  expect(await served.call('date=2026-11-20')).toMatchObject({ status: 200, body: { days: [{ outcome: 'loaded' }] } });
});
