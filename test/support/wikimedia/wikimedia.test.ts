import { get } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Client, clientOf, PARAMETERS, rankingPath, USER_AGENT } from './client.ts';
import { startWikimedia, type Wikimedia, type WikimediaOptions } from './server.ts';

const PROJECT = 'en.wikipedia';

let wikimedia: Wikimedia;
let client: Client;

beforeEach(() => start({}));

afterEach(() => wikimedia.close());

describe('the edge', () => {
  test.each(['', 'node', 'undici', 'curl/8.5.0'])('refuses the user agent "%s" on both APIs', async (agent) => {
    for (const path of [
      rankingPath(PROJECT, 'all-access', '2026-09-01'),
      `/${PROJECT}/w/api.php?${new URLSearchParams({ ...PARAMETERS, titles: 'NaN' })}`,
    ]) {
      const status = await new Promise((resolve, reject) => {
        const headers = agent === '' ? {} : { 'user-agent': agent };
        get(wikimedia.url + path, { headers }, (response) => resolve(response.resume().statusCode)).on('error', reject);
      });
      expect(status).toBe(403);
    }
  });

  test('answers more than its limit in a minute with 429 in plain text', async () => {
    await restart({ requestsPerMinute: 3 });
    const path = rankingPath(PROJECT, 'all-access', '2026-10-01');
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await client.ask(path)).status);
    expect(statuses).toEqual([404, 404, 404, 429, 429]);
    expect((await client.ask(path)).headers.get('content-type')).toContain('text/plain');
    expect(wikimedia.peakPerMinute()).toBe(6);
  });

  test('opens again when the minute is over', async () => {
    let now = Date.UTC(2026, 9, 1);
    await restart({ requestsPerMinute: 1, now: () => now });
    const path = rankingPath(PROJECT, 'all-access', '2026-09-01');
    expect((await client.ask(path)).status).toBe(200);
    expect((await client.ask(path)).status).toBe(429);
    now += 60_000;
    expect((await client.ask(path)).status).toBe(200);
  });

  test('measures how many requests were open at once', async () => {
    await restart({ latencyMs: 30 });
    const path = rankingPath(PROJECT, 'all-access', '2026-10-01');
    await Promise.all([client.ask(path), client.ask(path), client.ask(path)]);
    await client.ask(path);
    expect(wikimedia.peakConcurrency()).toBe(3);
  });

  test('refuses a URL over 8,190 bytes, and takes the same as a form', async () => {
    const parameters = new URLSearchParams({ ...PARAMETERS, titles: Array(50).fill('灯塔'.repeat(20)).join('|') });
    const long = await client.ask(`/${PROJECT}/w/api.php?${parameters}`);
    expect(long.status).toBe(414);
    const posted = await fetch(`${wikimedia.url}/${PROJECT}/w/api.php`, {
      method: 'POST',
      headers: { 'user-agent': USER_AGENT, 'promise-non-write-api-action': 'true' },
      body: parameters,
    });
    expect(await posted.json()).toMatchObject({ query: { pages: [{ title: '灯塔'.repeat(20) }] } });
    expect(wikimedia.requests.at(-1)).toMatchObject({
      method: 'POST',
      kind: 'categories',
      promised: true,
      status: 200,
    });
  });
});

describe('faults', () => {
  const path = rankingPath(PROJECT, 'all-access', '2026-09-01');

  test('strike where and as often as scripted', async () => {
    wikimedia.addFault({ kind: 'status', status: 503, retryAfter: 2, when: { index: 1 } });
    wikimedia.addFault({ kind: 'maxlag', when: { kind: 'categories', match: /^titles=.*NaN/mu }, times: 2 });
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await client.ask(path)).status);
    expect(statuses).toEqual([200, 503, 200]);
    expect(await client.action({ titles: 'Lantern' })).toHaveProperty('query');
    expect(await client.action({ titles: '1984|NaN' })).toMatchObject({ error: { code: 'maxlag' } });
    expect(await client.action({ titles: 'NaN' })).toMatchObject({ error: { code: 'maxlag' } });
    expect(await client.action({ titles: 'NaN' })).toHaveProperty('query');
  });

  test('strike every n-th request without end', async () => {
    wikimedia.addFault({ kind: 'too-many-requests', when: { every: 2 } });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await client.ask(path)).status);
    expect(statuses).toEqual([200, 429, 200, 429]);
  });

  test.each(['truncated', 'truncated-json', 'broken-gzip', 'reset-before', 'reset-after', 'html'] as const)(
    'of the kind "%s" leave no readable JSON',
    async (kind) => {
      wikimedia.addFault({ kind, when: {} });
      await expect(client.ask(path).then((response) => response.json())).rejects.toThrow();
      expect(await client.ask(path).then((response) => response.json())).toHaveProperty('items');
    },
  );

  test('can leave out both batchcomplete and continue', async () => {
    wikimedia.addFault({ kind: 'no-batchcomplete', when: { kind: 'categories' } });
    expect(Object.keys(await client.action({ titles: 'NaN' }))).toEqual(['query']);
  });
});

test('onRequest is called before a request is answered', async () => {
  const seen: number[] = [];
  await restart({
    onRequest: ({ index }) => {
      seen.push(index, wikimedia.requests[index]?.status ?? -1);
    },
  });
  await client.ask(rankingPath(PROJECT, 'all-access', '2026-10-01'));
  expect(seen).toEqual([0, 0]);
  expect(wikimedia.requests[0]?.status).toBe(404);
});

async function start(options: WikimediaOptions): Promise<void> {
  wikimedia = await startWikimedia({ recorded: null, lastDay: '2026-09-30', ...options });
  client = clientOf(wikimedia);
}

async function restart(options: WikimediaOptions): Promise<void> {
  await wikimedia.close();
  await start(options);
}
