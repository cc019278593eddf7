import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { type File, type GetFilesOptions, Storage } from '@google-cloud/storage';
import Type from 'typebox';
import type { Archive } from '../core/archive.ts';
import { FailedError, NotFoundError, TransientError } from '../core/errors.ts';
import { guardOf } from '../core/shape.ts';
import { callGoogle, type Patience } from '../google/call.ts';
import { AlreadyThereError } from '../google/errors.ts';
import type { Credentials } from '../google/sign-in.ts';

export interface BucketOptions extends Patience {
  readonly bucket: string;
  /** Without a slash at its end; empty for the whole bucket. */
  readonly prefix: string;
  /** Null for Google's. */
  readonly apiUrl: string | null;
  readonly credentials: Credentials;
}

export interface BucketArchive extends Archive {
  /** Where others find what is kept under a path: `gs://bucket/prefix/path`. */
  uriOf(path: string): string;
}

const leastTimeoutMs = 60_000;
/** A slow line: half a megabit a second. */
const slowestBytesPerMs = 64;

/** The client puts a dozen listeners on one stream; Node takes that for a leak and says so in the log. */
const listeners = 20;

/**
 * Opens an archive in Cloud Storage; nothing is asked before it is used. Every write has a precondition, so that a
 * repeated one changes nothing, and carries its hash, so that Google refuses what was damaged on its way.
 */
export function openBucketArchive(options: BucketOptions): BucketArchive {
  const { bucket: name, prefix, apiUrl, credentials, ...patience } = options;
  setMaxListeners(listeners);
  const storage = new Storage({
    authClient: credentials,
    // Elsewhere nobody could tell, and nothing here needs to know, whose project it is.
    ...(apiUrl !== null && { apiEndpoint: apiUrl, projectId: 'none' }),
    // Trying again is for the one retry loop.
    retryOptions: { autoRetry: false },
  });
  const bucket = storage.bucket(name);
  const nameOf = (path: string) => (prefix === '' ? path : `${prefix}/${path}`);
  const uriOf = (path: string) => `gs://${name}/${nameOf(path)}`;

  async function call<T>(what: string, request: () => Promise<T>, size = 0): Promise<T> {
    try {
      const timeoutMs = leastTimeoutMs + size / slowestBytesPerMs;
      return await callGoogle(what, request, { timeoutMs, ...patience });
    } catch (error) {
      if (!(error instanceof NotFoundError) || !/bucket does not exist/.test(error.message)) throw error;
      throw new FailedError(
        `Cannot ${what}: there is no bucket ${name}; the infrastructure stack makes it: deploy it, or correct WIKITRENDS_ARCHIVE`,
        { cause: error },
      );
    }
  }

  return {
    name: prefix === '' ? `gs://${name}` : `gs://${name}/${prefix}`,
    uriOf,
    async read(path) {
      const [bytes] = await orNull(
        call(`read ${uriOf(path)}`, () => bucket.file(nameOf(path)).download()),
        [null],
      );
      return bytes;
    },
    async write(path, bytes) {
      const what = `write ${uriOf(path)}`;
      const file = bucket.file(nameOf(path));
      const md5Hash = createHash('md5').update(bytes).digest('base64');
      const isSaved = (generation: number | string) =>
        unlessThere(
          call(
            what,
            () =>
              file
                .save(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
                  resumable: false,
                  // Google compares the hash before it keeps anything; the client would delete the object afterwards.
                  validation: false,
                  metadata: { md5Hash, contentType: path.endsWith('.gz') ? 'application/gzip' : 'application/json' },
                  preconditionOpts: { ifGenerationMatch: generation },
                })
                .then(() => {
                  // A page for people in between may answer 200 too.
                  if (file.metadata.md5Hash !== md5Hash)
                    throw new TransientError(`Cannot ${what}: the answer is not of it`);
                })
                .catch(orDamaged),
            bytes.length,
          ),
        );
      // Usually it is new; what is there already costs one more request.
      if (await isSaved(0)) return;
      const [present] = await call(what, () => file.getMetadata());
      // Where somebody replaces it at this moment, ours came just before theirs.
      if (present.md5Hash !== md5Hash) await isSaved(present.generation ?? 0);
    },
    async list(folder) {
      const parent = nameOf(folder === '' ? '' : `${folder}/`);
      const names: string[] = [];
      let next: object | null = { prefix: parent, delimiter: '/' };
      while (next !== null) {
        // Page by page, for only an answer as it came has the folders.
        const query: GetFilesOptions = { ...next, autoPaginate: false };
        const found = await call(`list ${uriOf(folder)}`, () => bucket.getFiles(query));
        const [files, more, answer]: readonly [readonly File[], object | null, unknown] = found;
        names.push(...files.map((file) => file.name), ...foldersIn(answer));
        next = more;
      }
      return names.map((found) => found.slice(parent.length).replace(/\/$/, '')).toSorted();
    },
  };
}

const hasPrefixes = guardOf(Type.Object({ prefixes: Type.Array(Type.String()) }));

/** The folders in an answer; it has none where there are none. */
function foldersIn(answer: unknown): readonly string[] {
  return hasPrefixes(answer) ? answer.prefixes : [];
}

async function orNull<T, N>(found: Promise<T>, none: N): Promise<T | N> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof NotFoundError) return none;
    throw error;
  }
}

/** Whether the write took place; not, when its precondition did not hold. */
async function unlessThere(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof AlreadyThereError) return false;
    throw error;
  }
}

/** Bytes that do not have their hash any more were damaged on their way: worth another try. */
function orDamaged(error: unknown): never {
  const isDamaged =
    error instanceof Error && 'code' in error && error.code === 400 && /hash|checksum/i.test(error.message);
  throw isDamaged ? new TransientError(error.message, { cause: error }) : error;
}
