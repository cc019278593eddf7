/*
 * A stand-in for Cloud Storage on this machine.
 *
 * Covered, as strictly as the real one: of the JSON API, buckets (get, insert) and objects (upload by `media` and
 * `multipart`, download with ranges and unpacking of gzip, get, list, patch, delete) with generations, preconditions,
 * hashes, names, partial answers (`fields`) and refusals in Google's form. One request is done with before the next
 * begins, so preconditions are atomic. Faults as an operator meets them.
 *
 * Not covered: sign-in and permissions, resumable uploads, copies, composition, versions and deleted objects that come
 * back, holds, retention and lifecycle rules, access lists, storage classes, encryption keys, notifications, folders,
 * batches, other methods of buckets, the XML API, signed URLs, compressed answers, checks of `If-Match` headers, and
 * the limit of about one write a second to one object: a test scripts a 429 instead.
 */
import { type GoogleServer, type GoogleServerOptions, startGoogleServer } from '../google/server.ts';
import { answerStorage } from './api.ts';
import { byBytes } from './listing.ts';
import { parseObjectName } from './names.ts';
import { createStore } from './store.ts';

export interface StorageOptions extends GoogleServerOptions {
  /** Made at the start. */
  readonly buckets?: readonly string[];
}

export interface StorageStandIn extends GoogleServer {
  readonly env: { readonly STORAGE_API_URL: string };
  createBucket(name: string): void;
  /** The bytes by name, in the order of a list. @throws {GoogleApiError} when there is no such bucket. */
  objects(bucket: string): ReadonlyMap<string, Buffer>;
  /** Null when there is no such object or bucket. */
  read(bucket: string, name: string): Buffer | null;
  write(bucket: string, name: string, bytes: Buffer): void;
  remove(bucket: string, name: string): void;
}

export async function startStorage(options: StorageOptions = {}): Promise<StorageStandIn> {
  const store = createStore();
  for (const bucket of options.buckets ?? []) store.createBucket(bucket);
  const server = await startGoogleServer(options, (request) => answerStorage(store, request));
  return {
    ...server,
    env: { STORAGE_API_URL: server.url },
    createBucket(name) {
      store.createBucket(name);
    },
    objects(bucket) {
      const objects = [...store.bucket(bucket).objects.values()];
      const sorted = objects.sort((one, other) => byBytes(one.name, other.name));
      return new Map(sorted.map(({ name, bytes }) => [name, bytes]));
    },
    read: (bucket, name) => store.buckets.get(bucket)?.objects.get(name)?.bytes ?? null,
    write(bucket, name, bytes) {
      store.write(bucket, parseObjectName(name), bytes, {});
    },
    remove: store.remove,
  };
}
