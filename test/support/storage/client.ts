import { type Bucket, type SaveOptions, Storage } from '@google-cloud/storage';
import type { StorageStandIn } from './server.ts';

/** The bucket that the tests make and use. */
export const BUCKET = 'archive';

export type StorageSettings = NonNullable<ConstructorParameters<typeof Storage>[0]>;

/** Google's own client, turned to the stand-in, without tries of its own. */
export function clientOf({ url }: StorageStandIn, settings: StorageSettings = {}): Storage {
  return new Storage({ apiEndpoint: url, projectId: 'test', retryOptions: { autoRetry: false }, ...settings });
}

export function bucketOf(storage: StorageStandIn): Bucket {
  return clientOf(storage).bucket(BUCKET);
}

export function save(bucket: Bucket, name: string, data: string | Buffer, options: SaveOptions = {}): Promise<void> {
  return bucket.file(name).save(data, { resumable: false, ...options });
}

export async function download(bucket: Bucket, name: string): Promise<string> {
  const [bytes] = await bucket.file(name).download();
  return bytes.toString('utf8');
}
