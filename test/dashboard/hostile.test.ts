import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DashboardServer } from '../../function/dashboard/server.ts';
import { loadDays, serveFile } from '../support/dashboard.ts';
import { dayCommit } from '../support/day-commit.ts';
import { partition } from '../support/partitions.ts';
import { request, sendRaw, statusOf } from '../support/raw-request.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const megabyte = 'x'.repeat(2 ** 20);

/** What is in the path or the query of a GET. */
const targets: Readonly<Record<string, string>> = {
  'SQL in a day': "/api/v1/top?day=2026-11-19'%20OR%20'1'='1",
  'SQL behind a day': '/api/v1/top?day=2026-11-19;DROP%20TABLE%20ingested_days',
  'SQL in a project': "/api/v1/top?project=en.wikipedia'%3B%20DROP%20TABLE%20ingested_days%3B--",
  'SQL in a number of rows': '/api/v1/top?n=1;DELETE%20FROM%20top_articles',
  'SQL in an id': '/api/v1/articles/1001%20UNION%20SELECT%201',
  'SQL as a parameter': "/api/v1/top?1';DROP%20TABLE%20ingested_days;--=1",
  'another database as a project': '/api/v1/top?project=/etc/passwd',
  'a number that is none': '/api/v1/top?n=1e2',
  'a negative number': '/api/v1/top?n=-1',
  'a number beyond all': '/api/v1/top?n=99999999999999999999',
  'an id beyond all': '/api/v1/articles/9007199254740993',
  'a hexadecimal id': '/api/v1/articles/0x3e9',
  'digits of another script': '/api/v1/top?day=%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%96-11-19',
  'letters that look like others': '/api/v1/top?project=%D0%B5n.wikipedia',
  'a day that there is not': '/api/v1/top?day=2026-02-30',
  'a day before all': '/api/v1/top?day=0001-01-01',
  'a day with a time': '/api/v1/top?day=2026-11-19T00:00:00Z',
  'a parameter twice': '/api/v1/top?n=1&n=2',
  'a parameter twice, written otherwise': '/api/v1/top?n=1&%6E=2',
  'a parameter that is a list': '/api/v1/top?n[]=1',
  'a parameter of every object': '/api/v1/top?__proto__=1',
  'a parameter of another question': '/api/v1/projects?day=2026-11-19',
  'a parameter of the path in the query': '/api/v1/articles/1001?page_id=1002',
  'a parameter of the document': '/api/v1/openapi.json?n=1',
  'a format that there is not': '/api/v1/top?format=xml',
  'a range that ends before it begins': '/api/v1/range-top?start=2026-11-19&end=2026-11-01',
  'a range of a hundred years': '/api/v1/range-top?start=2016-01-01&end=2115-01-01',
  'a calendar of ages': '/api/v1/days?start=2016-01-01&end=9999-12-31',
  'a name of no characters': '/api/v1/categories/%20%20?project=',
  'NUL in a name': '/api/v1/categories/a%00b',
  'a line break in a name': '/api/v1/categories/a%0D%0ASet-Cookie:%20a=b',
  'a name longer than any': `/api/v1/categories/${'a'.repeat(300)}`,
  'half an encoding': '/api/v1/categories/%E2%82',
  'no encoding at all': '/api/v1/categories/%zz',
  'an overlong encoding': '/api/v1/categories/%C0%AF',
  'an encoded surrogate': '/api/v1/categories/%ED%A0%80',
  'a broken encoding in the query': '/api/v1/top?day=%',
  'a path upwards': '/../../../../etc/passwd',
  'a path upwards, encoded': '/%2e%2e/%2e%2e/etc/passwd',
  'a path upwards, encoded twice': '/%252e%252e/package.json',
  'a path upwards with backslashes': '/..%5C..%5Cpackage.json',
  'a path upwards in the API': '/api/v1/../../package.json',
  'a file beside the page': '/tsconfig.json',
  'the page as a file': '/page/index.html',
  'the program': '/dashboard.ts',
  'a path with NUL': '/index.html%00.js',
  'a member of every object': '/api/v1/constructor',
  'a path of slashes': '//localhost//etc/passwd',
  'another API': '/api/v2/top',
  nothing: '/api/v1/',
  'a query of 3,000 characters': `/api/v1/top?day=${'2'.repeat(3000)}`,
};

/** What a socket says. */
const sent: Readonly<Record<string, readonly string[]>> = {
  'a query of a megabyte': [request(`GET /api/v1/top?day=${megabyte} HTTP/1.1`)],
  'a path of a megabyte': [request(`GET /${megabyte} HTTP/1.1`)],
  'a header of a megabyte': [request('GET / HTTP/1.1', `X-Flood: ${megabyte}`)],
  'ten thousand headers': [request('GET / HTTP/1.1', ...Array.from({ length: 10_000 }, (_, i) => `X-${i}: ${i}`))],
  'a POST': [request('POST /api/v1/top HTTP/1.1', 'Content-Length: 0')],
  'a PUT with a body': [`${request('PUT / HTTP/1.1', 'Content-Length: 5')}hello`],
  'a DELETE': [request('DELETE /api/v1/top HTTP/1.1')],
  'a TRACE': [request('TRACE / HTTP/1.1')],
  'an OPTIONS of everything': [request('OPTIONS * HTTP/1.1')],
  'a PROPFIND': [request('PROPFIND / HTTP/1.1')],
  'a method of nobody': [request('GETT / HTTP/1.1')],
  'a GET of another host': [request('GET http://169.254.169.254/computeMetadata/v1/ HTTP/1.1')],
  'no HTTP': ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
  'two lengths': [`${request('GET / HTTP/1.1', 'Content-Length: 5', 'Content-Length: 6')}hello!`],
  'a length and chunks': [`${request('GET / HTTP/1.1', 'Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`],
  'a header with NUL': [request('GET / HTTP/1.1', 'X-A: a\0b')],
  'a header that goes on': [request('GET / HTTP/1.1', 'X-A: a', ' b: c')],
};

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

  test.each(Object.entries(targets))('%s', async (_, target) => {
    expectRefusal(await sendRaw(server.url, request(`GET ${target} HTTP/1.1`)));
  });

  test.each(Object.entries(sent))('%s', async (_, parts) => {
    expectRefusal(await sendRaw(server.url, ...parts));
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
