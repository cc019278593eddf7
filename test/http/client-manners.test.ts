import { describe, expect, test } from 'vitest';
import { askJson, jsonClient } from '../support/json-client.ts';
import { type Loopback, sendJson, startLoopback } from '../support/loopback.ts';
import { rankingPath } from '../support/wikimedia/client.ts';
import { startWikimedia } from '../support/wikimedia/server.ts';

describe('getJson() keeps every request away for as long as Retry-After says', () => {
  test.each([
    { given: 'in seconds', retryAfter: '1' },
    // By the server's clock, which need not be ours.
    { given: 'as a date', retryAfter: 'Mon, 01 Jan 2001 00:00:01 GMT' },
  ])('$given', async ({ retryAfter }) => {
    await using server = await startLoopback((response, index) => {
      if (index > 0) return sendJson(response, {});
      const headers = { 'retry-after': retryAfter, date: 'Mon, 01 Jan 2001 00:00:00 GMT' };
      response.writeHead(429, headers).end('too many');
    });
    await using client = jsonClient({ concurrency: 1 });
    await Promise.all(['a', 'b', 'c'].map((path) => askJson(client, `${server.url}/${path}`)));
    expect(server.arrivals).toHaveLength(4);
    expect(millisecondsBetween(server, 0, 1)).toBeGreaterThan(990);
  });

  test('also when the request itself is given up', async () => {
    await using server = await startLoopback((response, index) => {
      if (index > 0) sendJson(response, {});
      else response.writeHead(503, { 'retry-after': '1' }).end();
    });
    await using client = jsonClient({ concurrency: 1, retry: { retries: 0, firstWaitMs: 1, longestWaitMs: 1 } });
    const ends = await Promise.allSettled(['a', 'b'].map((path) => askJson(client, `${server.url}/${path}`)));
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(millisecondsBetween(server, 0, 1)).toBeGreaterThan(990);
  });
});

describe('getJson() never has more requests open than allowed', () => {
  test.each([1, 3])('%i at a time', async (concurrency) => {
    const wikimedia = await startWikimedia({ recorded: null, lastDay: '2026-09-30', latencyMs: 15 });
    await using client = jsonClient({ concurrency });
    const url = wikimedia.url + rankingPath('en.wikipedia', 'all-access', '2026-10-01');
    await Promise.allSettled(Array.from({ length: 12 }, () => askJson(client, url)));
    await wikimedia.close();
    expect(client.sent()).toBe(12);
    expect(wikimedia.peakConcurrency()).toBe(concurrency);
  });
});

test('getJson() waits for the window to end before it sends more than the rate', async () => {
  await using server = await startLoopback((response) => sendJson(response, {}));
  await using client = jsonClient({ requestsPerMinute: 11 });
  await Promise.all(['a', 'b'].map((path) => askJson(client, `${server.url}/${path}`)));
  expect(millisecondsBetween(server, 0, 1)).toBeGreaterThan(60_000 / 11);
});

function millisecondsBetween({ arrivals }: Loopback, first: number, second: number): number {
  return (arrivals[second]?.atMs ?? Number.NaN) - (arrivals[first]?.atMs ?? Number.NaN);
}
