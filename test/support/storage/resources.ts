import type { StoredBucket, StoredObject } from './store.ts';

/** Buckets and objects as the JSON API shows them. */

export function objectResource(object: StoredObject): Readonly<Record<string, unknown>> {
  const { bucket, name, generation, metageneration, timeCreated, updated } = object;
  const link = `https://www.googleapis.com/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}`;
  return {
    kind: 'storage#object',
    id: `${bucket}/${name}/${generation}`,
    selfLink: link,
    mediaLink: `${link.replace('/storage/', '/download/storage/')}?generation=${generation}&alt=media`,
    name,
    bucket,
    generation,
    metageneration: String(metageneration),
    storageClass: 'STANDARD',
    size: String(object.bytes.length),
    ...object.hashes,
    ...object.metadata,
    etag: etagOf(object),
    timeCreated,
    updated,
    timeStorageClassUpdated: timeCreated,
    timeFinalized: timeCreated,
  };
}

export function bucketResource({ name, location, timeCreated }: StoredBucket): Readonly<Record<string, unknown>> {
  return {
    kind: 'storage#bucket',
    id: name,
    selfLink: `https://www.googleapis.com/storage/v1/b/${name}`,
    name,
    projectNumber: '1',
    metageneration: '1',
    location,
    locationType: location.includes('-') ? 'region' : 'multi-region',
    storageClass: 'STANDARD',
    etag: 'CAE=',
    timeCreated,
    updated: timeCreated,
    iamConfiguration: { uniformBucketLevelAccess: { enabled: true }, publicAccessPrevention: 'enforced' },
  };
}

/** Changes with the bytes and with the metadata; a client reads nothing out of it. */
export function etagOf({ generation, metageneration }: StoredObject): string {
  return Buffer.from(`${generation}/${metageneration}`).toString('base64');
}
