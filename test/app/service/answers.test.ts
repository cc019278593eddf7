import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serveFunction } from '../../support/function.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const instant = '2026-11-21T06:00:00.000Z';

test('ingest answers with the report as it was promised, and nothing else', async () => {
  await using served = await serveFunction();
  const { headers, body } = await served.call('start=2026-11-20&end=2026-11-20');
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(body).toStrictEqual({
    run_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    started_at: instant,
    finished_at: instant,
    complete: true,
    remaining: 0,
    requests: served.wikimedia.requests.length,
    rows: { top_articles: expect.any(Number), article_categories: expect.any(Number) },
    days: [
      {
        project: 'en.wikipedia',
        view_date: '2026-11-20',
        outcome: 'loaded',
        articles: 5,
        categories: expect.any(Number),
        reason: null,
      },
    ],
  });
});

describe('ingest keeps to its log', () => {
  test('what was touched when a day failed', async () => {
    using folder = temporaryFolder();
    // Where the raw answers should go is a file.
    await writeFile(join(folder.path, 'raw'), '');
    await using served = await serveFunction({ environment: { WIKITRENDS_ARCHIVE: `file:${folder.path}` } });
    const { status, text, body } = await served.call('date=2026-11-20');
    expect(status).toBe(500);
    expect(text).not.toContain(folder.path);
    const run_id = body instanceof Object && 'run_id' in body ? body.run_id : '';
    expect(body).toMatchObject({ days: [{ outcome: 'failed', reason: `the log of run ${run_id} says why` }] });
    const message = expect.stringContaining(`Cannot write ${folder.path}/raw/`);
    expect(served.log()).toContainEqual(expect.objectContaining({ severity: 'WARNING', message, run_id }));
  });

  test('where Wikimedia was asked when it did not answer', async () => {
    await using served = await serveFunction();
    await served.wikimedia.close();
    const { body } = await served.call('date=2026-11-20');
    const reason = expect.stringMatching(/^the log of run [0-9a-f-]{36} says why$/);
    expect(body).toMatchObject({ days: [{ outcome: 'failed', articles: 0, categories: 0, reason }] });
    expect(served.log()).toContainEqual(
      expect.objectContaining({ outcome: 'failed', reason: expect.stringContaining(served.wikimedia.url) }),
    );
  });

  test('a bug, with its stack', async () => {
    await using served = await serveFunction({
      now: () => {
        throw new RangeError(`there is no clock in ${import.meta.filename}`);
      },
    });
    const { status, headers, body } = await served.call('date=2026-11-20');
    expect({ status, retryAfter: headers.get('retry-after') }).toEqual({ status: 500, retryAfter: null });
    const run_id = expect.any(String);
    expect(body).toEqual({ run_id, error: 'The run failed: the log says why' });
    const stack_trace = expect.stringMatching(/^RangeError: there is no clock in .*\n +at /);
    const message = `there is no clock in ${import.meta.filename}`;
    expect(served.log()).toEqual([{ severity: 'ERROR', message, run_id, event: 'error', stack_trace }]);
  });

  test('a bug in the middle of a run, and takes the next call', async () => {
    let isBroken = true;
    await using served = await serveFunction({
      now: () => {
        // The budget, the beginning and the first answer of a wiki look at the clock.
        if (isBroken && served.wikimedia.requests.length > 1) throw new TypeError('the clock has stopped');
        return new Date(instant);
      },
    });
    expect(await served.call('date=2026-11-20')).toMatchObject({ status: 500 });
    const stack_trace = expect.stringContaining('TypeError: the clock has stopped');
    expect(served.log().at(-1)).toMatchObject({ severity: 'ERROR', stack_trace });
    isBroken = false;
    expect(await served.call('date=2026-11-20')).toMatchObject({
      status: 200,
      body: { days: [{ outcome: 'loaded' }] },
    });
  });
});
