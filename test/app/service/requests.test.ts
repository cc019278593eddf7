import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedFunction, serveFunction } from '../../support/function.ts';
import type { Call } from '../../support/function-call.ts';

let served: ServedFunction;

beforeAll(async () => {
  served = await serveFunction();
  await served.call('start=2026-11-18&end=2026-11-20');
});

afterAll(() => served[Symbol.asyncDispose]());

const body = '{"date": "2026-11-19"}';
const oneDay = [{ project: 'en.wikipedia', view_date: '2026-11-19', outcome: 'already_loaded' }];

test.each([
  // What schedules send unless they are told otherwise.
  'application/octet-stream',
  'application/json',
  'application/json; charset=utf-8',
  'application/x-www-form-urlencoded',
  'application/vnd.wikitrends+json',
  'text/plain',
])('ingest reads a body of JSON that is called %s', async (type) => {
  const call = { method: 'POST', body, headers: { 'content-type': type } };
  expect(await served.call(call)).toMatchObject({ status: 200, body: { days: oneDay } });
});

test.each<readonly [string, Call]>([
  ['in the query string of a GET', { query: 'date=2026-11-19' }],
  ['in the query string of a POST', { method: 'POST', query: 'date=2026-11-19' }],
  ['in the query string of a POST with an empty body', { method: 'POST', query: 'date=2026-11-19', body: '' }],
  ['in a body that is called nothing', { method: 'POST', body: new TextEncoder().encode(body) }],
  ['in a body amid white space', { method: 'POST', body: `\ufeff\n ${body}\n` }],
])('ingest finds the date %s', async (_, call) => {
  expect(await served.call(call)).toMatchObject({ status: 200, body: { days: oneDay } });
});

describe('ingest takes', () => {
  test('a range, from its query string and its body together, and lists its days from the newest', async () => {
    const call = { method: 'POST', query: 'start=2026-11-18', body: '{"end": "2026-11-20"}' };
    const { status, body } = await served.call(call);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      days: [{ view_date: '2026-11-20' }, { view_date: '2026-11-19' }, { view_date: '2026-11-18' }],
    });
  });

  test.each<readonly [string, Call, string]>([
    ['force=true', { query: 'date=2026-11-19&force=true' }, 'loaded'],
    ['force=false', { query: 'date=2026-11-19&force=false' }, 'already_loaded'],
    ['{"force": true}', { method: 'POST', body: '{"date": "2026-11-19", "force": true}' }, 'loaded'],
    ['{"force": "true"}', { method: 'POST', body: '{"date": "2026-11-19", "force": "true"}' }, 'loaded'],
    ['{"force": false}', { method: 'POST', body: '{"date": "2026-11-19", "force": false}' }, 'already_loaded'],
  ])('%s, and loads the day again or leaves it', async (_, call, outcome) => {
    expect(await served.call(call)).toMatchObject({ status: 200, body: { days: [{ outcome }] } });
  });

  test.each(['', '{}', ' \n'])('a POST of "%s" for a scheduled run', async (nothing) => {
    await using scheduled = await serveFunction({ environment: { WIKITRENDS_SINCE: '2026-11-20' } });
    for (const type of ['application/octet-stream', 'text/plain']) {
      const call = { method: 'POST', body: nothing, headers: { 'content-type': type } };
      expect(await scheduled.call(call)).toMatchObject({ status: 200, body: { complete: true, remaining: 0 } });
    }
  });
});
