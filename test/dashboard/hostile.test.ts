import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DashboardServer } from '../../function/dashboard/server.ts';
import { loadDays, serveFile } from '../support/dashboard.ts';
import { dayCommit } from '../support/day-commit.ts';
import { hostile } from '../support/hostile.ts';
import { partition } from '../support/partitions.ts';
import { request, sendRaw, statusOf } from '../support/raw-request.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('what is meant badly is answered 4xx, and changes nothing:', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'days.duckdb');
  let server: DashboardServer;
  let before = '';

  beforeAll(async () => {
    await loadDays(file, [dayCommit(partition('2026-11-19'))]);
    before = hashOf(file);
    server = await serveFile(file);
  });

  afterEach(async () => {
    const answer = await fetch(`${server.url}/api/v1/top`);
    expect(await answer.json()).toMatchObject({ status: 'loaded', articles: [{}, {}, {}] });
    expect(hashOf(file)).toBe(before);
  });

  afterAll(() => server[Symbol.asyncDispose]());

  describe.each(hostile)('$status, $detail:', ({ status, detail, requests }) => {
    test.each(Object.entries(requests))('%s', async (_, parts) => {
      const answer = await sendRaw(server.url, ...parts);
      expectRefusal(answer);
      expect(statusOf(answer)).toBe(status);
      expect(answer).toContain(JSON.stringify(detail).slice(1, -1));
    });
  });

  test.each([
    'a%27%3B%20DROP%20TABLE%20ingested_days%3B--',
    '%5C%27%29%20UNION%20SELECT%201--',
    '%7B%7Bdataset%7D%7D',
    'a%2F..%2F..%2Fetc%2Fpasswd',
    '%E2%80%AEright%20to%20left',
    '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  ])('a category may be called %s, and is no more than a name', async (name) => {
    const answer = await fetch(`${server.url}/api/v1/categories/${name}`);
    expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({
      status: 200,
      type: 'application/json',
    });
    expect(await answer.json()).toMatchObject({ category: decodeURIComponent(name), pages: [] });
  });

  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:80',
    '[::2]',
    '10.0.0.1',
    'a@localhost',
  ])('the host %s, whose name was made to lead here, is answered 421', async (host) => {
    const answer = await sendRaw(server.url, `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(statusOf(answer)).toBe(421);
    expectRefusal(answer);
  });

  test.each(['localhost', 'LOCALHOST:8080', '127.0.0.1:1', '[::1]:8080'])('the host %s is this one', async (host) => {
    const answer = await sendRaw(server.url, `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(statusOf(answer)).toBe(200);
  });

  test('a HEAD is answered as a GET, without what it asks for', async () => {
    const [head = '', body] = (await sendRaw(server.url, request('HEAD /api/v1/top HTTP/1.1'))).split('\r\n\r\n');
    const whole = await fetch(`${server.url}/api/v1/top`, { headers: { 'accept-encoding': 'identity' } });
    expect(statusOf(head)).toBe(200);
    expect(head).toContain(`ETag: ${whole.headers.get('etag')}`);
    expect({ body, length: /^Content-Length: (\d+)/m.exec(head)?.[1] }).toEqual({
      body: '',
      length: whole.headers.get('content-length'),
    });
  });

  test('a socket that says nothing more is closed, and keeps nobody waiting', async () => {
    const slow = Array.from({ length: 50 }, () => sendRaw(server.url, 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: '));
    const answer = await fetch(`${server.url}/healthz`);
    expect(answer.status).toBe(200);
    for (const ended of await Promise.all(slow)) expect(statusOf(ended)).toBe(408);
  });

  function expectRefusal(answer: string): void {
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    const status = statusOf(head);
    expect(status, answer.slice(0, 200)).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(head).not.toMatch(/^Set-Cookie/im);
    expect(head).toMatch(/^Content-Security-Policy: default-src 'none';/im);
    expect(head).toMatch(/^Content-Type: application\/problem\+json\r?$/im);
    expect(JSON.parse(body)).toEqual({
      type: 'about:blank',
      title: expect.any(String),
      status,
      detail: expect.any(String),
    });
    for (const secret of [folder.path, 'duckdb', 'node:', '\\n', 'SELECT', 'Error:'])
      expect(body).not.toContain(secret);
  }
});

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
