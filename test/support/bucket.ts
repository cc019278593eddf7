import { randomUUID } from 'node:crypto';
import { Storage } from '@google-cloud/storage';
import { type BucketArchive, openBucketArchive } from '../../function/archive/bucket.ts';
import { signIn } from '../../function/google/sign-in.ts';
import { quick } from './quick.ts';
import { type StorageStandIn, startStorage } from './storage/server.ts';

/** A bucket of its own: in the stand-in, or in what answers at STORAGE_API_URL. */
export interface TestBucket extends AsyncDisposable {
  readonly apiUrl: string;
  readonly name: string;
  archive(prefix?: string): BucketArchive;
  /** For a stand-in for BigQuery that loads from here. */
  readonly readObject: (bucket: string, name: string) => Buffer | null;
  /** Null where something else than the stand-in answers. */
  readonly storage: StorageStandIn | null;
}

export async function openTestBucket(): Promise<TestBucket> {
  const outside = process.env.STORAGE_API_URL;
  const storage = outside === undefined ? await startStorage() : null;
  const apiUrl = outside ?? storage?.url ?? '';
  const name = `wikitrends-test-${randomUUID()}`;
  const credentials = await signIn(apiUrl);
  await new Storage({ apiEndpoint: apiUrl, projectId: 'test-project' }).createBucket(name);
  return {
    apiUrl,
    name,
    storage,
    readObject: (bucket, object) => storage?.read(bucket, object) ?? null,
    archive: (prefix = '') => openBucketArchive({ bucket: name, prefix, apiUrl, credentials, retry: quick }),
    async [Symbol.asyncDispose]() {
      await storage?.close();
    },
  };
}
