import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedFunction, serveFunction } from '../../support/function.ts';

let served: ServedFunction;

beforeAll(async () => {
  served = await serveFunction();
});

afterAll(() => served[Symbol.asyncDispose]());

const expectedDay = 'expected a calendar day such as 2026-09-01';
const expectedWiki = 'expected a wiki such as en.wikipedia or fr.wiktionary';
const expectedNames = 'expected some of date, start, end, project, force';
const once = 'expected one text, given once';
const example = 'such as {"date": "2026-09-01"}';

describe('ingest refuses in its query string', () => {
  test.each([
    ['date=2026-02-30', `Cannot read date "2026-02-30": ${expectedDay}`],
    ['date=yesterday', `Cannot read date "yesterday": ${expectedDay}`],
    ['date=2026-9-1', `Cannot read date "2026-9-1": ${expectedDay}`],
    ['date=2026-09-01%20', `Cannot read date "2026-09-01 ": ${expectedDay}`],
    ['date', `Cannot read date "": ${expectedDay}`],
    ['date=2015-06-30', 'Cannot load 2015-06-30: the rankings begin on 2015-07-01'],
    ['date=2026-11-22', 'Cannot load 2026-11-22: it lies in the future, today is 2026-11-21 (UTC)'],
    ['start=2026-11-01', 'Cannot tell the range: end is missing'],
    ['end=2026-11-01', 'Cannot tell the range: start is missing'],
    ['start=2026-11-02&end=2026-11-01', 'Cannot load 2026-11-02 to 2026-11-01: the range ends before it begins'],
    ['date=2026-11-01&end=2026-11-02', 'expected one day or one range'],
    ['date=2026-11-01&date=2026-11-02', `Cannot read the parameter "date": ${once}`],
    ['date=2026-11-01&date=2026-11-01', `Cannot read the parameter "date": ${once}`],
    ['date[]=2026-11-01', `Cannot read the parameter "date[]": ${expectedNames}`],
    ['project=', `Cannot read project "": ${expectedWiki}`],
    ['project=en%20wikipedia', `Cannot read project "en wikipedia": ${expectedWiki}`],
    ['project=en.wikipedia,', `Cannot read project "": ${expectedWiki}`],
    ["project=en.wikipedia'%20OR%20true", expectedWiki],
    ['project=en.wikipedia&project=fr.wikipedia', `Cannot read the parameter "project": ${once}`],
    ['force=', 'Cannot read the parameter "force": expected true or false'],
    ['force=1', 'Cannot read the parameter "force": expected true or false'],
    ['force=TRUE', 'Cannot read the parameter "force": expected true or false'],
    ['force=true&force=true', 'Cannot read the parameter "force": expected true or false'],
    ['Date=2026-11-01', `Cannot read the parameter "Date": ${expectedNames}`],
    ['day=2026-11-01', `Cannot read the parameter "day": ${expectedNames}`],
    ['top=5', `Cannot read the parameter "top": ${expectedNames}`],
    ['__proto__=1', `Cannot read the parameter "__proto__": ${expectedNames}`],
    ['=', `Cannot read the parameter "": ${expectedNames}`],
  ])('%s', async (query, said) => {
    await expectRefusal({ query }, said);
  });
});

describe('ingest refuses as its body', () => {
  test.each([
    ['not JSON', `Cannot read the body: expected JSON ${example}`],
    ['date=2026-11-01', `Cannot read the body: expected JSON ${example}`],
    ['{"date": "2026-11-01"', `Cannot read the body: expected JSON ${example}`],
    ['[{"date": "2026-11-01"}]', `Cannot read the body: expected a JSON object ${example}`],
    ['"2026-11-01"', `Cannot read the body: expected a JSON object ${example}`],
    ['null', `Cannot read the body: expected a JSON object ${example}`],
    ['20261101', `Cannot read the body: expected a JSON object ${example}`],
    ['{"date": 20261101}', `Cannot read the parameter "date": ${once}`],
    ['{"date": null}', `Cannot read the parameter "date": ${once}`],
    ['{"date": ["2026-11-01"]}', `Cannot read the parameter "date": ${once}`],
    ['{"project": ["en.wikipedia"]}', `Cannot read the parameter "project": ${once}`],
    ['{"force": 1}', 'Cannot read the parameter "force": expected true or false'],
    ['{"force": null}', 'Cannot read the parameter "force": expected true or false'],
    ['{"day": "2026-11-01"}', `Cannot read the parameter "day": ${expectedNames}`],
    ['{"__proto__": {"date": "2026-11-01"}}', `Cannot read the parameter "__proto__": ${expectedNames}`],
    ['{"constructor": "2026-11-01"}', `Cannot read the parameter "constructor": ${expectedNames}`],
  ])('%s', async (body, said) => {
    for (const type of ['application/octet-stream', 'application/x-www-form-urlencoded']) {
      await expectRefusal({ method: 'POST', body, headers: { 'content-type': type } }, said);
    }
    await expectRefusal({ method: 'POST', body: new TextEncoder().encode(body) }, said);
  });
});

test('ingest refuses a parameter that is in its query string and in its body', async () => {
  const call = { method: 'POST', query: 'date=2026-11-01', body: '{"date": "2026-11-01"}' };
  await expectRefusal(call, 'Cannot read the parameter "date": it is in the query string and the body');
});

test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('ingest answers %s with the methods that it takes', async (method) => {
  const { status, headers, body } = await served.call({ method, query: 'date=2026-11-01' });
  expect({ status, allow: headers.get('allow') }).toEqual({ status: 405, allow: 'GET, POST' });
  expect(body).toEqual({ run_id: expect.any(String), error: `Cannot answer ${method}: expected GET or POST` });
  expectNothingDone();
});

test('ingest answers HEAD without a run, like any other method that it does not take', async () => {
  expect(await served.call({ method: 'HEAD' })).toMatchObject({ status: 405, text: '' });
  expectNothingDone();
});

/** 400, in words for the caller, and a line of the log that is no error of the operator's. */
async function expectRefusal(call: Parameters<ServedFunction['call']>[0], said: string): Promise<void> {
  const { status, headers, body } = await served.call(call);
  expect(body).toEqual({ run_id: expect.any(String), error: expect.stringContaining(said) });
  expect({ status, retryAfter: headers.get('retry-after') }).toEqual({ status: 400, retryAfter: null });
  expect(served.log().at(-1)).toMatchObject({ severity: 'WARNING', message: expect.stringContaining(said) });
  expectNothingDone();
}

function expectNothingDone(): void {
  expect(served.wikimedia.requests).toEqual([]);
  expect(existsSync(served.warehouse)).toBe(false);
}
