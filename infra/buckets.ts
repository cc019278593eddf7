import {
  StorageBucket,
  type StorageBucketConfig,
  type StorageBucketLifecycleRule,
} from '@cdktf/provider-google/lib/storage-bucket/index.js';
import type { Construct } from 'constructs';
import { archiveFolders } from '../function/core/archive.ts';
import type { Encryption } from './encryption.ts';
import { labels } from './names.ts';
import type { Deployment } from './settings.ts';

const secondsPerDay = 86_400;

/** Staged files are of use for one load job; raw answers are read again only when something went wrong. */
const archiveLifecycle: StorageBucketLifecycleRule[] = [
  { action: { type: 'Delete' }, condition: { age: 7, matchesPrefix: [`${archiveFolders.staged}/`] } },
  { action: { type: 'SetStorageClass', storageClass: 'NEARLINE' }, condition: rawOf(30, 'STANDARD') },
  { action: { type: 'SetStorageClass', storageClass: 'ARCHIVE' }, condition: rawOf(365, 'NEARLINE') },
];

function rawOf(age: number, storageClass: string) {
  return { age, matchesPrefix: [`${archiveFolders.raw}/`], matchesStorageClass: [storageClass] };
}

/** Keeps the raw answers, and what BigQuery is loading. */
export function addArchive(scope: Construct, { names, location }: Deployment, key: Encryption | null): StorageBucket {
  return new StorageBucket(scope, 'archive', {
    ...closedBucket(key),
    name: names.archive,
    location,
    lifecycleRule: archiveLifecycle,
    // What was deleted or replaced by mistake can be brought back for a month.
    softDeletePolicy: { retentionDurationSeconds: 30 * secondsPerDay },
    lifecycle: { preventDestroy: true },
  });
}

/** Keeps what the function is built from. */
export function addSourceBucket(scope: Construct, { names, region }: Deployment): StorageBucket {
  return new StorageBucket(scope, 'source', { ...closedBucket(null), name: names.source, location: region });
}

/** Nobody gets in but by a role on the bucket or the project, and it goes only when it is empty. */
function closedBucket(key: Encryption | null): Omit<StorageBucketConfig, 'name' | 'location'> {
  return {
    uniformBucketLevelAccess: true,
    publicAccessPrevention: 'enforced',
    forceDestroy: false,
    labels,
    ...(key && { encryption: { defaultKmsKeyName: key.kmsKeyName }, dependsOn: [...key.dependsOn] }),
  };
}
