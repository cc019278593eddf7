import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { TransientError } from '../../function/core/errors.ts';
import { askJson, jsonClient } from '../support/json-client.ts';
import { sendJson, startLoopback } from '../support/loopback.ts';

describe('getJson()', () => {
  test('says who is asking, and takes gzip', async () => {
    await using server = await startLoopback((response) => sendJson(response, {}));
    await using client = jsonClient({ userAgent: 'wikitrends/1.0 (contact: jane@university.edu) undici/8' });
    await askJson(client, server.url);
    expect(server.arrivals[0]?.headers).toMatchObject({
      'user-agent': 'wikitrends/1.0 (contact: jane@university.edu) undici/8',
      'accept-encoding': 'gzip',
    });
  });

  test('gives the body byte for byte once decompressed', async () => {
    const body = '{ "article":  "Skei_:_Le_Dernier_Été" }\n';
    await using server = await startLoopback((response) => {
      const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
      response.writeHead(200, headers).end(gzipSync(body));
    });
    await using client = jsonClient();
    const { bytes, value } = await client.getJson({ url: server.url, parse: (parsed) => parsed });
    expect(Buffer.from(bytes).toString('utf8')).toBe(body);
    expect(value).toEqual({ article: 'Skei_:_Le_Dernier_Été' });
  });

  test('sends a form as a POST that promises to change nothing', async () => {
    await using server = await startLoopback((response) => sendJson(response, {}));
    await using client = jsonClient();
    const form = new URLSearchParams({ titles: 'منارة|灯塔' });
    await client.getJson({ url: server.url, form, parse: (body) => body });
    expect(server.arrivals[0]).toMatchObject({ method: 'POST', body: form.toString() });
    expect(server.arrivals[0]?.headers).toMatchObject({ 'promise-non-write-api-action': 'true' });
  });

  test('asks again when parse says that it may help, and counts each try', async () => {
    await using server = await startLoopback((response, index) => sendJson(response, { index }));
    const told: string[] = [];
    await using client = jsonClient({ onRetry: (error, tries) => told.push(`${tries}: ${error.message}`) });
    const parse = (body: unknown) => {
      if (server.arrivals.length < 3) throw new TransientError('not this one');
      return body;
    };
    expect((await client.getJson({ url: server.url, parse })).value).toEqual({ index: 2 });
    expect(client.sent()).toBe(3);
    expect(told).toEqual(['1: not this one', '2: not this one']);
  });

  test('sends waiting requests of a higher priority first', async () => {
    await using server = await startLoopback((response) => sendJson(response, {}));
    await using client = jsonClient({ concurrency: 1 });
    const ask = (path: string, priority: number) =>
      client.getJson({ url: `${server.url}/${path}`, parse: (body) => body, priority });
    await Promise.all([ask('first', 0), ask('low', 0), ask('high', 1)]);
    expect(server.arrivals.map(({ url }) => url)).toEqual(['/first', '/high', '/low']);
  });

  test('ends requests under way and waiting ones when their signal aborts', async () => {
    await using server = await startLoopback(() => stop.abort(reason));
    const stop = new AbortController();
    const reason = new Error('the budget is over');
    await using client = jsonClient({ concurrency: 1 });
    const asked = [1, 2, 3].map(() => client.getJson({ url: server.url, parse: (body) => body, signal: stop.signal }));
    const ends = await Promise.allSettled(asked);
    expect(ends.map((end) => end.status === 'rejected' && end.reason)).toEqual([reason, reason, reason]);
    expect(server.arrivals).toHaveLength(1);
  });

  test('ends the wait before a further try when its signal aborts', async () => {
    await using server = await startLoopback((response) => response.writeHead(503).end());
    const stop = new AbortController();
    const reason = new Error('the budget is over');
    const hour = { retries: 5, firstWaitMs: 3_600_000, longestWaitMs: 3_600_000 };
    await using client = jsonClient({ retry: hour, onRetry: () => setImmediate(() => stop.abort(reason)) });
    const asked = client.getJson({ url: server.url, parse: (body) => body, signal: stop.signal });
    await expect(asked).rejects.toBe(reason);
    expect(server.arrivals).toHaveLength(1);
  });
});
