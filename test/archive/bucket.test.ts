import { PassThroughClient } from 'google-auth-library';
import { describe, expect, test } from 'vitest';
import { openBucketArchive } from '../../function/archive/bucket.ts';
import { FailedError, UnavailableError } from '../../function/core/errors.ts';
import type { GoogleFaultKind } from '../support/google/faults.ts';
import { quick } from '../support/quick.ts';
import { type StorageStandIn, startStorage } from '../support/storage/server.ts';

const bucket = 'wikitrends-test';
const credentials = new PassThroughClient();

describe('openBucketArchive()', () => {
  test('names things as people do', () => {
    const open = (prefix: string) => openBucketArchive({ bucket, prefix, apiUrl: 'http://127.0.0.1:1', credentials });
    expect(open('').name).toBe('gs://wikitrends-test');
    expect(open('some/prefix').name).toBe('gs://wikitrends-test/some/prefix');
    expect(open('some/prefix').uriOf('raw/x.json')).toBe('gs://wikitrends-test/some/prefix/raw/x.json');
  });

  test('lists more names than one answer holds', async () => {
    await using stage = await open();
    for (let i = 0; i < 1100; i += 1)
      stage.storage.write(bucket, `raw/${String(i).padStart(4, '0')}.json`, Buffer.from('x'));
    const names = await stage.archive.list('raw');
    expect(names).toHaveLength(1100);
    expect(names.at(-1)).toBe('1099.json');
  });

  test('writes what is new in one request, and leaves what is there already as it is', async () => {
    await using stage = await open();
    const { archive, storage } = stage;
    await archive.write('raw/day.json', Buffer.from('the bytes'));
    expect(storage.requests).toHaveLength(1);
    const before = await generationOf(storage);
    await archive.write('raw/day.json', Buffer.from('the bytes'));
    expect(await generationOf(storage)).toBe(before);
  });

  test('writes nothing without a precondition', async () => {
    await using stage = await open();
    for (const text of ['old', 'new']) await stage.archive.write('raw/day.json', Buffer.from(text));
    const writes = stage.storage.requests.filter(({ method }) => method === 'POST');
    expect(writes).toHaveLength(3);
    for (const { query } of writes) expect(query).toMatch(/ifGenerationMatch=\d+/);
  });

  test.each(['read', 'write', 'list'] as const)(
    'says which bucket to deploy when there is none to %s',
    async (what) => {
      await using stage = await open();
      const archive = openBucketArchive({
        bucket: 'no-such-bucket',
        prefix: '',
        apiUrl: stage.storage.url,
        credentials,
        retry: quick,
      });
      const doing = {
        read: () => archive.read('x'),
        write: () => archive.write('x', Buffer.from('')),
        list: () => archive.list('x'),
      };
      const attempt = doing[what]();
      await expect(attempt).rejects.toThrow(FailedError);
      await expect(attempt).rejects.toThrow(
        /there is no bucket no-such-bucket.*deploy it, or correct WIKITRENDS_ARCHIVE/,
      );
    },
  );
});

const passing: readonly GoogleFaultKind[] = [
  { kind: 'status', status: 503, reason: 'backendError' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429, reason: 'rateLimitExceeded' },
  { kind: 'status', status: 408 },
  { kind: 'status', status: 502, html: true },
  { kind: 'status-after', status: 503 },
  { kind: 'reset-before' },
  { kind: 'reset-after' },
  { kind: 'truncated' },
];

describe.each(passing)('a bucket that answers with $kind $status once', (fault) => {
  test('is written to as if nothing had happened', async () => {
    await using stage = await open();
    stage.storage.addFault({ ...fault, when: { match: /upload/ } });
    await stage.archive.write('raw/day.json', Buffer.from('the bytes'));
    expect(stage.storage.read(bucket, 'raw/day.json')).toEqual(Buffer.from('the bytes'));
  });

  test('is read and listed as if nothing had happened', async () => {
    await using stage = await open();
    stage.storage.write(bucket, 'raw/day.json', Buffer.from('the bytes'));
    stage.storage.addFault({ ...fault, when: { index: 0 } });
    expect(await stage.archive.read('raw/day.json')).toEqual(Buffer.from('the bytes'));
    stage.storage.addFault({ ...fault, when: { match: /prefix=raw/ } });
    expect(await stage.archive.list('raw')).toEqual(['day.json']);
  });

  test('is out of reach when it goes on like that, and nothing is taken for absent', async () => {
    await using stage = await open();
    stage.storage.write(bucket, 'raw/day.json', Buffer.from('the bytes'));
    stage.storage.addFault({ ...fault, when: { every: 1 } });
    await expect(stage.archive.read('raw/day.json')).rejects.toThrow(UnavailableError);
    await expect(stage.archive.list('raw')).rejects.toThrow(UnavailableError);
    await expect(stage.archive.write('raw/new.json', Buffer.from('x'))).rejects.toThrow(UnavailableError);
  });
});

test('a bucket that never answers is out of reach, and each of its tries is told of', async () => {
  await using stage = await open();
  stage.storage.addFault({ kind: 'silent', when: { every: 1 } });
  const tries: string[] = [];
  const onRetry = (error: Error) => void tries.push(error.message);
  const patience = { retry: quick, timeoutMs: 20, onRetry };
  const archive = openBucketArchive({ bucket, prefix: '', apiUrl: stage.storage.url, credentials, ...patience });
  await expect(archive.read('raw/day.json')).rejects.toThrow(UnavailableError);
  expect(tries).toEqual(Array(2).fill(`Cannot read gs://${bucket}/raw/day.json: no answer within 0.02 s`));
});

test('a bucket that refuses the caller is not asked again', async () => {
  await using stage = await open();
  stage.storage.addFault({ kind: 'status', status: 403, reason: 'forbidden', when: { every: 1 } });
  await expect(stage.archive.read('raw/day.json')).rejects.toThrow(FailedError);
  expect(stage.storage.requests).toHaveLength(1);
});

async function open() {
  const storage = await startStorage({ buckets: [bucket] });
  const archive = openBucketArchive({ bucket, prefix: '', apiUrl: storage.url, credentials, retry: quick });
  return { storage, archive, [Symbol.asyncDispose]: () => storage.close() };
}

async function generationOf({ url }: StorageStandIn): Promise<unknown> {
  const answer = await fetch(`${url}/storage/v1/b/${bucket}/o/raw%2Fday.json?fields=generation`);
  return JSON.stringify(await answer.json());
}
