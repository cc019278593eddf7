import { Agent, get } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { googleError } from './errors.ts';
import { type GoogleServer, type GoogleServerOptions, startGoogleServer } from './server.ts';

let server: GoogleServer;
/** What the requests came to: the effects that a fault may or may not keep from happening. */
let effects: string[];

afterEach(() => server.close());

describe('a request', () => {
  test('reaches the answer with its path as received, its query, headers and body', async () => {
    server = await startGoogleServer({}, ({ method, path, query, headers, body, text, index }) => ({
      status: 200,
      body: { method, path, q: query.getAll('q'), type: headers['content-type'], body: body.toString(), text, index },
    }));
    const answer = await fetch(`${server.url}/b/one%2Ftwo?q=a%20b&q=%C3%A9`, {
      method: 'PUT',
      headers: { 'content-type': 'text/plain' },
      body: 'hello',
    });
    expect(await answer.json()).toEqual({
      method: 'PUT',
      path: '/b/one%2Ftwo',
      q: ['a b', 'é'],
      type: 'text/plain',
      body: 'hello',
      text: 'PUT /b/one/two?q=a b&q=é',
      index: 0,
    });
  });

  test('in gzip arrives unpacked, and is refused when it is no gzip', async () => {
    server = await startGoogleServer({}, ({ body }) => ({ status: 200, body: { text: body.toString() } }));
    const send = (body: Buffer | string) =>
      fetch(server.url, { method: 'POST', headers: { 'content-encoding': 'gzip' }, body });
    expect(await (await send(gzipSync('packed'))).json()).toEqual({ text: 'packed' });
    expect((await send('loose')).status).toBe(400);
  });

  test('is on record with what became of it, also when the connection died', async () => {
    await start({ faults: [{ kind: 'reset-before', when: { index: 1 } }] });
    await ask('/one?a=1');
    await expect(ask('/two')).rejects.toThrow();
    expect(server.requests).toMatchObject([
      { index: 0, method: 'GET', path: '/one', query: 'a=1', status: 200, text: 'GET /one?a=1' },
      { index: 1, method: 'GET', path: '/two', query: '', status: 0, text: 'GET /two?' },
    ]);
  });

  test('is shown to onRequest before it has an effect', async () => {
    const seen: unknown[] = [];
    await start({
      onRequest: ({ path, body }) => {
        seen.push([path, body.length, effects.length]);
      },
    });
    await ask('/one');
    expect(seen).toEqual([['/one', 0, 0]]);
  });
});

describe('an answer', () => {
  test('is JSON unless it is bytes, and may have no body', async () => {
    server = await startGoogleServer({}, ({ path }) =>
      path === '/bytes'
        ? { status: 200, body: Buffer.from([1, 2, 255]) }
        : { status: path === '/none' ? 204 : 200, body: path === '/none' ? undefined : [1] },
    );
    const bytes = await fetch(`${server.url}/bytes`);
    expect(Buffer.from(await bytes.arrayBuffer())).toEqual(Buffer.from([1, 2, 255]));
    const json = await fetch(`${server.url}/json`);
    expect(json.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(await json.json()).toEqual([1]);
    expect((await fetch(`${server.url}/none`)).status).toBe(204);
  });

  test('that refuses has the form of Google', async () => {
    server = await startGoogleServer({}, () => {
      throw googleError(404, 'notFound', 'Not found: Table t', { status: 'NOT_FOUND' });
    });
    const refusal = await fetch(server.url);
    expect(refusal.status).toBe(404);
    expect(await refusal.json()).toEqual({
      error: {
        code: 404,
        message: 'Not found: Table t',
        errors: [{ domain: 'global', reason: 'notFound', message: 'Not found: Table t' }],
        status: 'NOT_FOUND',
      },
    });
  });

  test('that fails by a bug of the stand-in is a 500 that shows the bug', async () => {
    server = await startGoogleServer({}, () => {
      throw new TypeError('a bug');
    });
    const failure = await fetch(server.url);
    expect(failure.status).toBe(500);
    expect(await failure.text()).toContain('TypeError: a bug');
    expect(server.requests[0]?.status).toBe(500);
  });
});

describe('a fault', () => {
  test('of the kind "status" answers instead of the effect', async () => {
    await start({ faults: [{ kind: 'status', status: 429, message: 'slow down', retryAfter: 7, when: {} }] });
    const refusal = await ask('/one');
    expect(refusal.status).toBe(429);
    expect(refusal.headers.get('retry-after')).toBe('7');
    expect(await refusal.json()).toMatchObject({
      error: { code: 429, message: 'slow down', errors: [{ reason: 'rateLimitExceeded' }] },
    });
    expect(effects).toEqual([]);
  });

  test('of the kind "status" can be a page for people', async () => {
    await start({ faults: [{ kind: 'status', status: 502, html: true, when: {} }] });
    const refusal = await ask('/one');
    expect(refusal.status).toBe(502);
    expect(refusal.headers.get('content-type')).toContain('text/html');
    expect(await refusal.text()).toContain('<!DOCTYPE html>');
  });

  test('of the kind "status-after" answers an error when the effect has happened', async () => {
    await start({ faults: [{ kind: 'status-after', status: 503, when: {} }] });
    const refusal = await ask('/one');
    expect(await refusal.json()).toMatchObject({ error: { code: 503, errors: [{ reason: 'backendError' }] } });
    expect(effects).toEqual(['/one']);
  });

  test.each([
    { kind: 'reset-before', left: [] },
    { kind: 'reset-after', left: ['/one'] },
    { kind: 'truncated', left: ['/one'] },
  ] as const)('of the kind "$kind" leaves no readable answer, and the effects $left', async ({ kind, left }) => {
    await start({ faults: [{ kind, when: {} }] });
    await expect(ask('/one').then((answer) => answer.json())).rejects.toThrow();
    expect(effects).toEqual(left);
  });

  test('of the kind "truncated" kills the connection where there is no body to cut', async () => {
    server = await startGoogleServer({ faults: [{ kind: 'truncated', when: {} }] }, () => ({ status: 204 }));
    await expect(ask('/one')).rejects.toThrow();
    expect(server.requests[0]?.status).toBe(0);
  });

  test('of the kind "slow" delays the effect, and closing does not wait for it', async () => {
    const arrived = Promise.withResolvers<void>();
    await start({ faults: [{ kind: 'slow', ms: 3_600_000, when: {} }], onRequest: () => arrived.resolve() });
    const lost = expect(ask('/one')).rejects.toThrow();
    await arrived.promise;
    await server.close();
    await lost;
    expect(effects).toEqual([]);
    expect(server.requests[0]?.status).toBe(0);
  });

  test('of the kind "silent" answers nothing and has no effect, and closing does not wait for it', async () => {
    const arrived = Promise.withResolvers<void>();
    await start({ faults: [{ kind: 'silent', when: { index: 0 } }], onRequest: () => arrived.resolve() });
    let isOver = false;
    const lost = expect(ask('/one').finally(() => (isOver = true))).rejects.toThrow();
    await arrived.promise;
    for (const path of ['/two', '/three']) await ask(path);
    expect(isOver).toBe(false);
    await server.close();
    await lost;
    expect(effects).toEqual(['/two', '/three']);
    expect(server.requests.map(({ status }) => status)).toEqual([0, 200, 200]);
  });

  test('kills its own connection only', async () => {
    const arrived = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    await start({
      faults: [{ kind: 'reset-before', when: { match: /dies/u } }],
      onRequest: async ({ path }) => {
        arrived.resolve();
        if (path === '/held') await released.promise;
      },
    });
    const other = ask('/held');
    await arrived.promise;
    await expect(ask('/dies')).rejects.toThrow();
    released.resolve();
    expect((await other).status).toBe(200);
  });

  test('leaves a client that keeps its connection able to ask again', async () => {
    await start({ faults: [{ kind: 'reset-after', when: { index: 1 } }] });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const statusOf = (path: string) =>
      new Promise((resolve) => {
        get(server.url + path, { agent }, (response) =>
          response.resume().on('end', () => resolve(response.statusCode)),
        ).on('error', (error) => resolve('code' in error ? error.code : error));
      });
    expect([await statusOf('/one'), await statusOf('/two'), await statusOf('/three')]).toEqual([
      200,
      'ECONNRESET',
      200,
    ]);
    agent.destroy();
  });

  test('strikes the requests it matches, as often as scripted, in words a reader knows', async () => {
    await start({});
    server.addFault({ kind: 'status', status: 500, when: { match: /^GET \/a\/b\?x=1 2$/gu }, times: 2 });
    server.addFault({ kind: 'status', status: 503, when: { match: /other/u, every: 2 } });
    const statuses: number[] = [];
    for (const path of ['/a%2Fb?x=1%202', '/a/b', '/a/b?x=1+2', '/a/b?x=1+2']) statuses.push((await ask(path)).status);
    expect(statuses).toEqual([500, 200, 500, 200]);
    const others: number[] = [];
    for (let count = 0; count < 4; count += 1) others.push((await ask('/other')).status);
    expect(others).toEqual([200, 503, 200, 503]);
  });
});

async function start(options: GoogleServerOptions): Promise<void> {
  effects = [];
  server = await startGoogleServer(options, ({ path }) => {
    effects.push(path);
    return { status: 200, body: { path } };
  });
}

function ask(path: string): Promise<Response> {
  return fetch(server.url + path);
}
