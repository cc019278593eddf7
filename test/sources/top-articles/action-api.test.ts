import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FailedError, TransientError } from '../../../function/core/errors.ts';
import type { HttpClient } from '../../../function/http/client.ts';
import { type ActionApi, openActionApi } from '../../../function/sources/top-articles/action-api.ts';
import { lookUpTitles } from '../../../function/sources/top-articles/lookup.ts';
import { jsonClient } from '../../support/json-client.ts';
import { english } from '../../support/partitions.ts';
import { startWikimedia, type Wikimedia } from '../../support/wikimedia/server.ts';
import { now } from '../../support/world-run.ts';

let wikimedia: Wikimedia;
let client: HttpClient;

beforeAll(async () => {
  wikimedia = await startWikimedia({ recorded: null });
});

beforeEach(() => {
  client = jsonClient();
});

afterEach(() => client.close());

afterAll(() => wikimedia.close());

describe('openActionApi() asks', () => {
  test('by URL as long as it fits, and by form beyond that, with the same answer', async () => {
    const api = openApi(client);
    const titles = Array.from({ length: 50 }, (_, i) => `${'虚构灯塔与没有尽头的海风'.repeat(2)}_${i}`);
    const few = await lookUpTitles(api, titles.slice(0, 2), { mainPage: 'Main Page', now: () => now });
    const all = await lookUpTitles(api, titles, { mainPage: 'Main Page', now: () => now });
    expect(all.slice(0, 2)).toEqual(few);
    const asked = wikimedia.requests.map(({ method, promised, status }) => ({ method, promised, status }));
    expect(asked[0]).toEqual({ method: 'GET', promised: true, status: 200 });
    expect(asked.at(-1)).toEqual({ method: 'POST', promised: true, status: 200 });
    expect(wikimedia.requests.at(-1)?.titles).toEqual(titles);
  });

  test('politely: with maxlag, in the current format', async () => {
    await openApi(client).query({ meta: 'siteinfo' }, (body) => body);
    const url = new URL(wikimedia.requests.at(-1)?.url ?? '', wikimedia.url);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      action: 'query',
      format: 'json',
      formatversion: '2',
      maxlag: '5',
      meta: 'siteinfo',
    });
  });
});

describe('openActionApi() finds the error in an answer with status 200, and', () => {
  test.each(['ratelimited', 'readonly', 'internal_api_error_DBQueryError'])('asks again after %s', async (code) => {
    let parsed = 0;
    const { api, tries } = answering({ error: { code, info: 'Please wait.' } });
    await expect(api.query({}, () => parsed++)).rejects.toThrow(TransientError);
    await expect(api.query({}, () => parsed++)).rejects.toThrow(
      `The Action API of en.wikipedia answered error ${code}: Please wait.`,
    );
    expect(tries()).toBe(2);
    expect(parsed).toBe(0);
  });

  test('keeps everybody away for a while after maxlag', async () => {
    const { api } = answering({ error: { code: 'maxlag', info: 'Waiting for 10.64.0.50: 0.5 seconds lagged.' } });
    const error = await api.query({}, (body) => body).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({ holdMs: 5000 });
  });

  test.each(['badvalue', 'toomanyvalues', 'invalidtitle'])('gives up after %s', async (code) => {
    const { api } = answering({ error: { code } });
    await expect(api.query({}, (body) => body)).rejects.toThrow(FailedError);
    await expect(api.query({}, (body) => body)).rejects.toThrow(`answered error ${code}`);
  });

  test('goes on with the next try, through the real client', async () => {
    wikimedia.addFault({ kind: 'ratelimited', when: { kind: 'siteinfo' } });
    const asked = client.sent();
    expect(await openApi(client).query({ meta: 'siteinfo' }, (body) => body)).toHaveProperty('query.general');
    expect(client.sent() - asked).toBe(2);
  });
});

function openApi(http: HttpClient): ActionApi {
  return openActionApi(http, wikimedia.env.MEDIAWIKI_API_URL, english);
}

/** An API behind a client that got this body, and does not ask again. */
function answering(body: unknown): { readonly api: ActionApi; readonly tries: () => number } {
  let tries = 0;
  const http: HttpClient = {
    getJson: async ({ parse }) => {
      tries += 1;
      return { value: parse(body), bytes: new Uint8Array() };
    },
    sent: () => tries,
    close: async () => {},
  };
  return { api: openApi(http), tries: () => tries };
}
