import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BUCKET, bucketOf, download, save } from './client.ts';
import { type StorageOptions, type StorageStandIn, startStorage } from './server.ts';

let storage: StorageStandIn;

beforeEach(() => start());

afterEach(() => storage.close());

describe('an upload', () => {
  test('as plain media has the name, the type and the encoding of the request', async () => {
    const answer = await post('media&name=a%2Fb&contentEncoding=identity', { 'content-type': 'text/csv' }, 'a,b');
    expect(await answer.json()).toMatchObject({ name: 'a/b', contentType: 'text/csv', contentEncoding: 'identity' });
    expect(await download(bucketOf(storage), 'a/b')).toBe('a,b');
  });

  test('in two parts may say its name in the first, and its boundary in quotes', async () => {
    const type = { 'content-type': 'multipart/related; charset=utf-8; boundary="it is"' };
    const body = parts('it is', ['application/json', '{"name":"day"}'], ['text/plain', 'hello']);
    expect(await (await post('multipart', type, body)).json()).toMatchObject({
      name: 'day',
      contentType: 'text/plain',
    });
    expect(await download(bucketOf(storage), 'day')).toBe('hello');
  });

  test.each([
    ['without a boundary', 'multipart/related', parts('x', ['application/json', '{}'], ['text/plain', 'hello'])],
    ['of another type', 'multipart/form-data; boundary=x', parts('x', ['application/json', '{}'], ['a/b', 'hello'])],
    ['that ends early', RELATED, parts('x', ['application/json', '{}'], ['text/plain', 'hello']).slice(0, -4)],
    ['of one part', RELATED, parts('x', ['application/json', '{}'])],
    ['of three parts', RELATED, parts('x', ['application/json', '{}'], ['a/b', '1'], ['a/b', '2'])],
    ['with half a JSON', RELATED, parts('x', ['application/json', '{'], ['text/plain', 'hello'])],
    ['with a list for metadata', RELATED, parts('x', ['application/json', '[]'], ['text/plain', 'hello'])],
    ['with a number for text', RELATED, parts('x', ['application/json', '{"contentType":1}'], ['a/b', 'hello'])],
    ['of two types', RELATED, parts('x', ['application/json', '{"contentType":"a/b"}'], ['c/d', 'hello'])],
  ])('%s is refused', async (_, type, body) => {
    const answer = await post('multipart&name=day', { 'content-type': type }, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 400, errors: [{ domain: 'global' }] } });
    expect(storage.objects(BUCKET).size).toBe(0);
  });

  test('without a name or of an unknown type is refused', async () => {
    expect((await post('media', {}, 'hello')).status).toBe(400);
    expect((await post('carrier-pigeon&name=day', {}, 'hello')).status).toBe(400);
  });

  test('that could be resumed is refused by name', async () => {
    const resumable = bucketOf(storage).file('day').save('hello');
    await expect(resumable).rejects.toMatchObject({ code: 501, message: expect.stringContaining('resumable: false') });
  });
});

describe('the hashes', () => {
  test('are those of the bytes', async () => {
    await save(bucketOf(storage), 'digits', '123456789');
    const [metadata] = await bucketOf(storage).file('digits').getMetadata();
    // The check value of CRC-32C, e3069283, and the MD5 of the same digits.
    expect(metadata).toMatchObject({ crc32c: '4waSgw==', md5Hash: 'JfnnlDI7RTiF9RgfG2JNCw==' });
  });

  test.each([{ md5Hash: 'JfnnlDI7RTiF9RgfG2JNCw==' }, { crc32c: '4waSgw==' }])(
    'that were declared as $md5Hash$crc32c are compared before anything is kept',
    async (metadata) => {
      await save(bucketOf(storage), 'right', '123456789', { metadata });
      await expect(save(bucketOf(storage), 'wrong', '12345678', { metadata })).rejects.toMatchObject({
        code: 400,
        message: expect.stringContaining("doesn't match calculated"),
        errors: [{ reason: 'invalid' }],
      });
      expect([...storage.objects(BUCKET).keys()]).toEqual(['right']);
    },
  );

  test.each(['md5=JfnnlDI7RTiF9RgfG2JNCw==', 'crc32c=4waSgw==, md5=AAAAAAAAAAAAAAAAAAAAAA=='])(
    'may be declared in a header: %s',
    async (hash) => {
      const right = await post('media&name=day', { 'x-goog-hash': hash }, '123456789');
      expect(right.status).toBe(hash.includes('AAAA') ? 400 : 200);
      expect((await post('media&name=day', { 'x-goog-hash': hash }, '12345678')).status).toBe(400);
    },
  );

  test.each(['crc32c', 'md5'])(
    'of bytes damaged on the way make the client delete the object by its %s',
    async (hash) => {
      await start({
        onRequest: ({ body }) => {
          const at = body.indexOf('precious');
          if (at >= 0) body.write('p', at + 1);
        },
      });
      await expect(save(bucketOf(storage), 'day', 'precious', { validation: hash })).rejects.toMatchObject({
        code: 'FILE_NO_UPLOAD',
      });
      expect(storage.requests.map(({ method, status }) => [method, status])).toEqual([
        ['POST', 200],
        ['DELETE', 204],
      ]);
      expect(storage.objects(BUCKET).size).toBe(0);
    },
  );

  test('that an answer leaves out make the client delete the object', async () => {
    // The client puts all of it into the query.
    const preconditionOpts = { ifGenerationMatch: 0, fields: 'name' };
    await expect(save(bucketOf(storage), 'day', 'precious', { preconditionOpts })).rejects.toMatchObject({
      code: 'FILE_NO_UPLOAD',
    });
    expect(storage.objects(BUCKET).size).toBe(0);
  });
});

async function start(options: StorageOptions = {}): Promise<void> {
  await storage?.close();
  storage = await startStorage({ buckets: [BUCKET], ...options });
}

function post(query: string, headers: Readonly<Record<string, string>>, body: string): Promise<Response> {
  const url = `${storage.url}/upload/storage/v1/b/${BUCKET}/o?uploadType=${query}`;
  return fetch(url, { method: 'POST', headers, body });
}

const RELATED = 'multipart/related; boundary=x';

function parts(boundary: string, ...contents: readonly (readonly [type: string, body: string])[]): string {
  const each = contents.map(([type, body]) => `--${boundary}\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`);
  return `${each.join('')}--${boundary}--`;
}
