import { randomUUID } from 'node:crypto';
import { Storage } from '@google-cloud/storage';
import { type BucketArchive, openBucketArchive } from '../../function/archive/bucket.ts';
import { signIn } from '../../function/google/sign-in.ts';
import { quick } from './quick.ts';
import { startStorage } from './storage/server.ts';

/** A bucket of its own: in a stand-in, or in what answers at STORAGE_API_URL. */
export interface TestBucket extends AsyncDisposable {
  archive(prefix?: string): BucketArchive;
}

export async function openTestBucket(): Promise<TestBucket> {
  const outside = process.env.STORAGE_API_URL;
  const standIn = outside === undefined ? await startStorage() : null;
  const apiUrl = outside ?? standIn?.url ?? '';
  const name = `wikitrends-test-${randomUUID()}`;
  const credentials = await signIn(apiUrl);
  await new Storage({ apiEndpoint: apiUrl, projectId: 'test-project', authClient: credentials }).createBucket(name);
  return {
    archive: (prefix = '') => openBucketArchive({ bucket: name, prefix, apiUrl, credentials, retry: quick }),
    async [Symbol.asyncDispose]() {
      await standIn?.close();
    },
  };
}
