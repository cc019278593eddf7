import { googleError } from '../google/errors.ts';
import { type Hashes, hashesOf } from './hashes.ts';
import type { ObjectMetadata } from './metadata.ts';
import { parseBucketName } from './names.ts';
import { noBucket } from './refusals.ts';

export interface StoredObject {
  readonly bucket: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly hashes: Hashes;
  readonly metadata: ObjectMetadata;
  /** Grows with every write to any object. */
  readonly generation: string;
  /** Counts from 1 within a generation. */
  readonly metageneration: number;
  readonly timeCreated: string;
  readonly updated: string;
}

export interface StoredBucket {
  readonly name: string;
  readonly location: string;
  readonly timeCreated: string;
  readonly objects: ReadonlyMap<string, StoredObject>;
}

/** What is stored. Nothing here waits, so whoever checks and then writes is not interrupted. */
export interface Store {
  readonly buckets: ReadonlyMap<string, StoredBucket>;
  /** @throws {GoogleApiError} for a name that is taken or not allowed. */
  createBucket(name: unknown, location?: string): StoredBucket;
  /** @throws {GoogleApiError} when there is none. */
  bucket(name: string): StoredBucket;
  /** A new generation, in place of the one before. */
  write(bucket: string, name: string, bytes: Buffer, metadata: ObjectMetadata): StoredObject;
  /** The same generation with other metadata. */
  describe(object: StoredObject, metadata: ObjectMetadata): StoredObject;
  remove(bucket: string, name: string): void;
}

export function createStore(): Store {
  const buckets = new Map<string, StoredBucket & { readonly objects: Map<string, StoredObject> }>();
  let lastGeneration = 0;

  function bucketOf(name: string) {
    const bucket = buckets.get(name);
    if (bucket === undefined) throw noBucket();
    return bucket;
  }

  function store(object: StoredObject): StoredObject {
    bucketOf(object.bucket).objects.set(object.name, object);
    return object;
  }

  return {
    buckets,
    bucket: bucketOf,
    createBucket(given, location = 'US') {
      const name = parseBucketName(given);
      if (buckets.has(name)) {
        const message = 'Your previous request to create the named bucket succeeded and you already own it.';
        throw googleError(409, 'conflict', message);
      }
      const bucket = { name, location: location.toUpperCase(), timeCreated: timeNow(), objects: new Map() };
      buckets.set(name, bucket);
      return bucket;
    },
    write(bucket, name, bytes, metadata) {
      // As the real one: microseconds, and never twice the same.
      lastGeneration = Math.max(Date.now() * 1000, lastGeneration + 1);
      const time = timeNow();
      return store({
        bucket,
        name,
        bytes,
        hashes: hashesOf(bytes),
        metadata,
        generation: String(lastGeneration),
        metageneration: 1,
        timeCreated: time,
        updated: time,
      });
    },
    describe: (object, metadata) =>
      store({ ...object, metadata, metageneration: object.metageneration + 1, updated: timeNow() }),
    remove(bucket, name) {
      bucketOf(bucket).objects.delete(name);
    },
  };
}

function timeNow(): string {
  return new Date().toISOString();
}
