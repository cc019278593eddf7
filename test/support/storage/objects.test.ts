import { PassThroughClient } from 'google-auth-library';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BUCKET, bucketOf, clientOf, download, save } from './client.ts';
import { type StorageStandIn, startStorage } from './server.ts';

let storage: StorageStandIn;

beforeEach(async () => {
  storage = await startStorage({ buckets: [BUCKET] });
});

afterEach(() => storage.close());

describe('an object', () => {
  test('comes back byte for byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 1024 }, (_, index) => index % 256));
    await save(bucketOf(storage), 'bytes', bytes);
    const [back] = await bucketOf(storage).file('bytes').download();
    expect(back.equals(bytes)).toBe(true);
    expect(storage.read(BUCKET, 'bytes')?.equals(bytes)).toBe(true);
  });

  test('may be empty', async () => {
    await save(bucketOf(storage), 'empty', '');
    expect(await download(bucketOf(storage), 'empty')).toBe('');
  });

  test('may hold what looks like the boundary of an upload', async () => {
    const tricky = '\r\n--\r\n\r\n--boundary--\r\n';
    await save(bucketOf(storage), 'tricky', tricky);
    expect(await download(bucketOf(storage), 'tricky')).toBe(tricky);
  });

  test.each(['a/b/c.json', 'Zürich/東京/😀', ` ?#%2F+&='"!*()~:;,$@[]`, 'x'.repeat(1024)])(
    'may be called %j',
    async (name) => {
      await save(bucketOf(storage), name, 'here');
      expect(await download(bucketOf(storage), name)).toBe('here');
      expect([...storage.objects(BUCKET).keys()]).toEqual([name]);
      await bucketOf(storage).file(name).delete();
      expect(storage.objects(BUCKET).size).toBe(0);
    },
  );

  test.each(['..', 'a\nb', 'é'.repeat(513), '.well-known/acme-challenge/x'])('may not be called %j', async (name) => {
    await expect(save(bucketOf(storage), name, 'here')).rejects.toMatchObject({
      code: 400,
      errors: [{ reason: 'invalid' }],
    });
    expect(storage.objects(BUCKET).size).toBe(0);
  });

  test('shows its metadata as the real one does', async () => {
    await save(bucketOf(storage), 'day.json', '{}', {
      metadata: { contentType: 'application/json', cacheControl: 'no-store', metadata: { source: 'top' } },
    });
    const [metadata] = await bucketOf(storage).file('day.json').getMetadata();
    expect(metadata).toMatchObject({
      kind: 'storage#object',
      bucket: BUCKET,
      name: 'day.json',
      size: '2',
      contentType: 'application/json',
      cacheControl: 'no-store',
      metadata: { source: 'top' },
      generation: expect.stringMatching(/^\d{16}$/),
      metageneration: '1',
      timeCreated: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  test('keeps its generation when its metadata is patched', async () => {
    const file = bucketOf(storage).file('patched');
    await save(bucketOf(storage), 'patched', 'here', { metadata: { metadata: { a: '1', b: '2' } } });
    const [before] = await file.getMetadata();
    const [after] = await file.setMetadata({ contentType: 'text/plain', metadata: { a: null, c: '3' } });
    expect(after).toMatchObject({
      generation: before.generation,
      metageneration: '2',
      contentType: 'text/plain',
      metadata: { b: '2', c: '3' },
    });
    expect(after.etag).not.toBe(before.etag);
    expect(await download(bucketOf(storage), 'patched')).toBe('here');
  });

  test('is reached through a client that signs in on its endpoint too', async () => {
    const client = clientOf(storage, { useAuthWithCustomEndpoint: true, authClient: new PassThroughClient() });
    await save(client.bucket(BUCKET), 'signed', 'here');
    expect(await download(client.bucket(BUCKET), 'signed')).toBe('here');
  });

  test('that is not there is said to be missing', async () => {
    const file = bucketOf(storage).file('none');
    const missing = { code: 404, message: `No such object: ${BUCKET}/none` };
    await expect(file.download()).rejects.toMatchObject(missing);
    await expect(file.getMetadata()).rejects.toMatchObject({ ...missing, errors: [{ reason: 'notFound' }] });
    await expect(file.delete()).rejects.toMatchObject(missing);
    await file.delete({ ignoreNotFound: true });
    expect(await file.exists()).toEqual([false]);
  });

  test('is gone when it was deleted', async () => {
    await save(bucketOf(storage), 'gone', 'here');
    expect(await bucketOf(storage).file('gone').exists()).toEqual([true]);
    await bucketOf(storage).file('gone').delete();
    expect(await bucketOf(storage).file('gone').exists()).toEqual([false]);
  });
});

describe('a download', () => {
  test('may ask for a range', async () => {
    await save(bucketOf(storage), 'digits', '0123456789');
    const file = bucketOf(storage).file('digits');
    const parts = [{ start: 2, end: 4 }, { start: 7 }, { end: -2 }, { start: 8, end: 99 }];
    const read = parts.map(async (part) => String((await file.download(part))[0]));
    expect(await Promise.all(read)).toEqual(['234', '789', '89', '89']);
    const answer = await fetch(mediaUrl('digits'), { headers: { range: 'bytes=8-99' } });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe('bytes 8-9/10');
  });

  test('of a range behind the end is refused', async () => {
    await save(bucketOf(storage), 'digits', '0123456789');
    await expect(bucketOf(storage).file('digits').download({ start: 10 })).rejects.toMatchObject({ code: 416 });
  });

  test('of gzip is unpacked by the client, or on the way for who cannot', async () => {
    const text = 'again and '.repeat(100);
    await save(bucketOf(storage), 'packed', text, { gzip: true });
    expect(storage.read(BUCKET, 'packed')?.length).toBeLessThan(text.length);
    expect(await download(bucketOf(storage), 'packed')).toBe(text);
    const plain = await fetch(mediaUrl('packed'), { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.headers.get('x-goog-stored-content-encoding')).toBe('gzip');
    expect(await plain.text()).toBe(text);
  });

  test('says in its headers what is stored', async () => {
    await save(bucketOf(storage), 'digits', '123456789', { contentType: 'text/plain' });
    const [{ generation, etag }] = await bucketOf(storage).file('digits').getMetadata();
    const { headers } = await fetch(mediaUrl('digits'));
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/plain',
      'content-length': '9',
      etag,
      'x-goog-generation': generation,
      'x-goog-metageneration': '1',
      'x-goog-hash': 'crc32c=4waSgw==,md5=JfnnlDI7RTiF9RgfG2JNCw==',
      'x-goog-stored-content-encoding': 'identity',
      'x-goog-stored-content-length': '9',
    });
  });
});

describe('a bucket', () => {
  test('is made once', async () => {
    const client = clientOf(storage);
    expect(await client.bucket('fresh').exists()).toEqual([false]);
    await client.createBucket('fresh', { location: 'europe-west1' });
    expect(await client.bucket('fresh').getMetadata()).toMatchObject([{ name: 'fresh', location: 'EUROPE-WEST1' }, {}]);
    await expect(client.createBucket('fresh')).rejects.toMatchObject({ code: 409, errors: [{ reason: 'conflict' }] });
  });

  test('has a name in small letters', async () => {
    await expect(clientOf(storage).createBucket('Fresh')).rejects.toMatchObject({ code: 400 });
    expect(() => storage.createBucket('x')).toThrow('Invalid bucket name');
  });

  test('that is not there is said to be missing, whatever is asked of it', async () => {
    const bucket = clientOf(storage).bucket('nowhere');
    const missing = { code: 404, message: 'The specified bucket does not exist.' };
    await expect(save(bucket, 'name', 'here')).rejects.toMatchObject(missing);
    await expect(bucket.file('name').download()).rejects.toMatchObject(missing);
    await expect(bucket.getFiles()).rejects.toMatchObject(missing);
    expect(storage.read('nowhere', 'name')).toBeNull();
    expect(() => storage.objects('nowhere')).toThrow(missing.message);
  });
});

test('a test reads and changes what is stored without a request', async () => {
  storage.write(BUCKET, 'b', Buffer.from('two'));
  storage.write(BUCKET, 'a', Buffer.from('one'));
  expect(await download(bucketOf(storage), 'b')).toBe('two');
  expect([...storage.objects(BUCKET)].map(([name, bytes]) => `${name}=${bytes}`)).toEqual(['a=one', 'b=two']);
  storage.remove(BUCKET, 'a');
  expect(storage.read(BUCKET, 'a')).toBeNull();
  expect(storage.requests).toHaveLength(1);
});

function mediaUrl(name: string): string {
  return `${storage.env.STORAGE_API_URL}/storage/v1/b/${BUCKET}/o/${encodeURIComponent(name)}?alt=media`;
}
