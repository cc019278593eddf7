import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GoogleFaultKind } from '../google/faults.ts';
import { BUCKET, bucketOf, download, save } from './client.ts';
import { type StorageStandIn, startStorage } from './server.ts';

let storage: StorageStandIn;

beforeEach(async () => {
  storage = await startStorage({ buckets: [BUCKET] });
});

afterEach(() => storage.close());

const faults: readonly (GoogleFaultKind & { readonly code: unknown; readonly happens: boolean })[] = [
  { kind: 'status', status: 503, code: 503, happens: false },
  { kind: 'status', status: 429, retryAfter: 1, code: 429, happens: false },
  { kind: 'status', status: 502, html: true, code: 502, happens: false },
  { kind: 'status-after', status: 500, code: 500, happens: true },
  { kind: 'reset-before', code: 'ECONNRESET', happens: false },
  { kind: 'reset-after', code: 'ECONNRESET', happens: true },
  { kind: 'truncated', code: 'ECONNRESET', happens: true },
];

describe.each(faults)('the fault $kind $status', ({ code, happens, ...fault }) => {
  test(`fails an upload with ${code}, and the object is ${happens ? 'there' : 'not there'}`, async () => {
    storage.addFault({ ...fault, when: { match: /^POST/u } });
    await expect(save(bucketOf(storage), 'day', 'here')).rejects.toMatchObject({ code });
    expect(String(storage.read(BUCKET, 'day'))).toBe(happens ? 'here' : 'null');
    expect(storage.requests).toHaveLength(1);
  });

  test(`fails a deletion with ${code}, and the object is ${happens ? 'gone' : 'still there'}`, async () => {
    storage.write(BUCKET, 'day', Buffer.from('here'));
    storage.addFault({ ...fault, when: { match: /^DELETE/u } });
    await expect(bucketOf(storage).file('day').delete()).rejects.toMatchObject({ code });
    expect(String(storage.read(BUCKET, 'day'))).toBe(happens ? 'null' : 'here');
  });

  test(`fails a download and a list with ${code} once`, async () => {
    storage.write(BUCKET, 'day', Buffer.from('here'));
    storage.addFault({ ...fault, when: {}, times: 2 });
    await expect(download(bucketOf(storage), 'day')).rejects.toMatchObject({ code });
    await expect(bucketOf(storage).getFiles()).rejects.toMatchObject({ code });
    expect(await download(bucketOf(storage), 'day')).toBe('here');
  });
});

test('a repeated upload meets the object that the lost answer was about', async () => {
  storage.addFault({ kind: 'reset-after', when: { match: /name=day/u } });
  const upload = () => save(bucketOf(storage), 'day', 'here', { preconditionOpts: { ifGenerationMatch: 0 } });
  await expect(upload()).rejects.toMatchObject({ code: 'ECONNRESET' });
  await expect(upload()).rejects.toMatchObject({ code: 412 });
  expect(await download(bucketOf(storage), 'day')).toBe('here');
});

test('the client shows when to come again', async () => {
  storage.addFault({ kind: 'status', status: 429, retryAfter: 7, when: {} });
  await expect(save(bucketOf(storage), 'day', 'here')).rejects.toMatchObject({
    errors: [{ reason: 'rateLimitExceeded' }],
    response: { headers: { 'retry-after': '7' } },
  });
});

test('a request of the client is on record by the name of the object', async () => {
  await save(bucketOf(storage), 'a/b c', 'here');
  await download(bucketOf(storage), 'a/b c');
  expect(storage.requests.map(({ text }) => text)).toEqual([
    `POST /upload/storage/v1/b/${BUCKET}/o?uploadType=multipart&name=a/b c`,
    `GET /storage/v1/b/${BUCKET}/o/a/b c?alt=media`,
  ]);
});

test.each([
  ['GET', '/elsewhere', 404],
  ['GET', `/storage/v1/b/${BUCKET}/o/not/encoded`, 501],
  ['PUT', `/storage/v1/b/${BUCKET}/o/day`, 501],
  ['POST', '/batch/storage/v1', 501],
  ['GET', `/storage/v1/b/${BUCKET}/o/%FF`, 400],
])('%s %s is refused with %d in the form of Google', async (method, path, status) => {
  const answer = await fetch(storage.url + path, { method });
  expect(answer.status).toBe(status);
  const message = expect.any(String);
  expect(await answer.json()).toEqual({
    error: { code: status, message, errors: [{ domain: 'global', reason: expect.any(String), message }] },
  });
});

test('who asks for bytes is refused in plain text', async () => {
  const answer = await fetch(`${storage.url}/storage/v1/b/${BUCKET}/o/day?alt=media`);
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(await answer.text()).toBe(`No such object: ${BUCKET}/day`);
});
