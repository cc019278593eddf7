import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, clientOf, rankingPath } from './client.ts';
import { startWikimedia, type Wikimedia, type WikimediaOptions } from './server.ts';

const PROJECT = 'en.wikipedia';

let wikimedia: Wikimedia;
let client: Client;

beforeEach(() => start({}));

afterEach(() => wikimedia.close());

test('gives a ranking of 997 to 1,000 entries in the shape of the real one', async () => {
  const response = await client.ranking('all-access', '2026-09-01');
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(await response.json()).toEqual({
    items: [
      {
        project: PROJECT,
        access: 'all-access',
        year: '2026',
        month: '09',
        day: '01',
        articles: wikimedia.world.ranking(PROJECT, 'all-access', '2026-09-01'),
      },
    ],
  });
  const { length } = wikimedia.world.ranking(PROJECT, 'all-access', '2026-09-01');
  expect(length).toBeGreaterThanOrEqual(997);
  expect(length).toBeLessThanOrEqual(1_000);
});

test('answers en.wikipedia.org as en.wikipedia', async () => {
  const one = await client.ask(rankingPath('en.wikipedia.org', 'desktop', '2026-09-01'));
  const other = await client.ask(rankingPath('en.wikipedia', 'desktop', '2026-09-01'));
  expect(await one.text()).toBe(await other.text());
});

test('has one 404 for not yet, never, a hole and an unknown project', async () => {
  await restart({ holes: [{ project: PROJECT, day: '2026-09-03' }] });
  const bodies = await Promise.all(
    [
      rankingPath(PROJECT, 'all-access', '2026-10-01'),
      rankingPath(PROJECT, 'all-access', '2015-06-30'),
      rankingPath(PROJECT, 'all-access', '2026-09-03'),
      rankingPath('tlh.wikipedia', 'all-access', '2026-09-01'),
    ].map(async (path) => {
      const response = await client.ask(path);
      expect(response.status).toBe(404);
      return response.text();
    }),
  );
  expect(new Set(bodies).size).toBe(1);
  expect(bodies[0]).toContain('The date(s) you used are valid, but we either do not have data');
});

test('publishes a day when told so', async () => {
  const path = rankingPath(PROJECT, 'all-access', '2026-10-01');
  expect((await client.ask(path)).status).toBe(404);
  wikimedia.publish('2026-10-01');
  expect((await client.ask(path)).status).toBe(200);
});

test('refuses an impossible date and an unknown access with 400 and a text', async () => {
  for (const path of [rankingPath(PROJECT, 'all-access', '2026-09-31'), rankingPath(PROJECT, 'fax', '2026-09-01')]) {
    const response = await client.ask(path);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.any(String), status: 400 });
  }
});

async function start(options: WikimediaOptions): Promise<void> {
  wikimedia = await startWikimedia({ recorded: null, lastDay: '2026-09-30', ...options });
  client = clientOf(wikimedia);
}

async function restart(options: WikimediaOptions): Promise<void> {
  await wikimedia.close();
  await start(options);
}
