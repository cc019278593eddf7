import { describe, expect, test } from 'vitest';
import {
  FailedError,
  NotFoundError,
  NotTheApiError,
  TransientError,
  UnavailableError,
} from '../../function/core/errors.ts';
import { askJson, jsonClient } from '../support/json-client.ts';
import { sendJson, startLoopback } from '../support/loopback.ts';
import { quick } from '../support/quick.ts';
import { rankingPath } from '../support/wikimedia/client.ts';
import type { FaultKind } from '../support/wikimedia/faults.ts';
import { startWikimedia } from '../support/wikimedia/server.ts';

const path = rankingPath('en.wikipedia', 'all-access', '2026-09-01');

const passing: readonly (FaultKind & { readonly name: string })[] = [
  { name: '429 in plain text', kind: 'too-many-requests' },
  { name: '503', kind: 'status', status: 503 },
  { name: '500', kind: 'status', status: 500 },
  { name: '408', kind: 'status', status: 408 },
  { name: 'a page for people with status 200', kind: 'html' },
  { name: 'a body that ends early', kind: 'truncated' },
  { name: 'JSON that ends early', kind: 'truncated-json' },
  { name: 'broken gzip', kind: 'broken-gzip' },
  { name: 'a connection that dies before the answer', kind: 'reset-before' },
  { name: 'a connection that dies after the work', kind: 'reset-after' },
];

describe.each(passing)('getJson() after $name', ({ name, ...fault }) => {
  test('asks again and gives the good answer', async () => {
    await using wikimedia = await standIn({ ...fault, when: {} });
    await using client = jsonClient();
    expect(await askJson(client, wikimedia.url + path)).toHaveProperty('items');
    expect(client.sent()).toBe(2);
  });

  test('throws TransientError with the address when the tries are used up', async () => {
    await using wikimedia = await standIn({ ...fault, when: {}, times: 9 });
    await using client = jsonClient();
    const asked = askJson(client, wikimedia.url + path);
    await expect(asked).rejects.toThrow(TransientError);
    await expect(asked).rejects.toThrow(wikimedia.url + path);
    expect(client.sent()).toBe(1 + quick.retries);
  });
});

describe('getJson() of a server that is silent for too long', () => {
  test('asks again and gives the good answer', async () => {
    await using server = await startLoopback((response, index) => index > 0 && sendJson(response, { index }));
    await using client = jsonClient({ timeoutMs: 1000 });
    expect(await askJson(client, server.url)).toEqual({ index: 1 });
  });

  test('throws TransientError when the tries are used up', async () => {
    await using server = await startLoopback(() => {});
    await using client = jsonClient({ timeoutMs: 50 });
    const asked = askJson(client, server.url);
    await expect(asked).rejects.toThrow(TransientError);
    await expect(asked).rejects.toThrow(/No answer from .*timeout/);
    expect(client.sent()).toBe(1 + quick.retries);
  });
});

describe('getJson() asks only once and throws', () => {
  test.each([
    { status: 400, type: FailedError },
    { status: 403, type: FailedError },
    { status: 414, type: FailedError },
  ])('$type.name for $status', async ({ status, type }) => {
    await using wikimedia = await standIn({ kind: 'status', status, when: {}, times: 9 });
    await using client = jsonClient();
    await expect(askJson(client, wikimedia.url + path)).rejects.toThrow(type);
    expect(client.sent()).toBe(1);
  });

  test('NotFoundError for a 404 of the API', async () => {
    await using wikimedia = await standIn({ kind: 'no-data', when: {}, times: 9 });
    await using client = jsonClient();
    const error = await askJson(client, wikimedia.url + path).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).not.toBeInstanceOf(NotTheApiError);
    expect(client.sent()).toBe(1);
  });

  test.each([
    { by: 'its type', type: 'text/html; charset=utf-8', body: 'Not Found' },
    { by: 'its first character', type: 'text/plain', body: '\n <!DOCTYPE html><title>Not Found</title>' },
    { by: 'its first character, without a type', type: '', body: '<html></html>' },
  ])('NotTheApiError, a NotFoundError, for a 404 that is a page for people by $by', async ({ type, body }) => {
    await using server = await startLoopback((response) => response.writeHead(404, { 'content-type': type }).end(body));
    await using client = jsonClient();
    const asked = askJson(client, server.url);
    await expect(asked).rejects.toThrow(NotFoundError);
    await expect(asked).rejects.toThrow(NotTheApiError);
    await expect(asked).rejects.toThrow('answered 404');
    expect(server.arrivals).toHaveLength(1);
  });

  test('FailedError with the way out when the edge refuses a client without a contact', async () => {
    await using wikimedia = await standIn();
    await using client = jsonClient({ userAgent: 'node' });
    await expect(askJson(client, wikimedia.url + path)).rejects.toThrow(/403.*robot policy.*WIKITRENDS_CONTACT/);
  });

  test('FailedError with what was said, shortened to what a person can read', async () => {
    await using wikimedia = await standIn({ kind: 'status', status: 400, body: 'x'.repeat(5000), when: {} });
    await using client = jsonClient();
    const error = await askJson(client, wikimedia.url + path).catch((reason: unknown) => reason);
    expect(String(error)).toContain('xxx');
    expect(String(error).length).toBeLessThan(500);
  });

  test.each([301, 302, 307, 308])(
    'NotTheApiError, a NotFoundError, for the redirect %i, and does not follow it',
    async (status) => {
      await using server = await startLoopback((response, _, { url }) => {
        if (url === '/elsewhere') sendJson(response, {});
        else response.writeHead(status, { location: '/elsewhere' }).end();
      });
      await using client = jsonClient();
      const asked = askJson(client, server.url);
      await expect(asked).rejects.toThrow(NotFoundError);
      await expect(asked).rejects.toThrow(NotTheApiError);
      await expect(asked).rejects.toThrow('leading to /elsewhere');
      expect(server.arrivals).toHaveLength(1);
    },
  );

  test.each([429, 503])('UnavailableError when a %i asks to stay away for an hour', async (status) => {
    await using wikimedia = await standIn({ kind: 'status', status, retryAfter: 3600, when: {}, times: 9 });
    await using client = jsonClient();
    const asked = askJson(client, wikimedia.url + path);
    await expect(asked).rejects.toThrow(UnavailableError);
    await expect(asked).rejects.toThrow('stay away for 60 minutes');
    expect(client.sent()).toBe(1);
  });
});

async function standIn(...faults: NonNullable<Parameters<typeof startWikimedia>[0]>['faults'] & {}) {
  const wikimedia = await startWikimedia({ recorded: null, lastDay: '2026-09-30', faults });
  return { ...wikimedia, [Symbol.asyncDispose]: wikimedia.close };
}
