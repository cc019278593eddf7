import { gunzipSync } from 'node:zlib';
import { googleError } from '../google/errors.ts';
import type { GoogleReply } from '../google/reply.ts';
import type { GoogleRequest } from '../google/request.ts';
import { etagOf } from './resources.ts';
import type { StoredObject } from './store.ts';

/** The bytes of an object, or the range of them that is asked for. */
export function download(object: StoredObject, { headers }: GoogleRequest): GoogleReply {
  const acceptsGzip = /\bgzip\b/u.test(String(headers['accept-encoding'] ?? ''));
  if (object.metadata.contentEncoding === 'gzip' && !acceptsGzip) {
    // Unpacked on the way for who cannot, and then without ranges.
    const transformed = { 'x-guploader-response-body-transformations': 'gunzipped' };
    return { status: 200, headers: { ...headersOf(object), ...transformed }, body: gunzipSync(object.bytes) };
  }
  const whole = { ...headersOf(object), ...encodingOf(object) };
  const range = rangeOf(headers.range, object.bytes.length);
  if (range === undefined) return { status: 200, headers: whole, body: object.bytes };
  const contentRange = `bytes ${range.first}-${range.last}/${object.bytes.length}`;
  return {
    status: 206,
    headers: { ...whole, 'content-range': contentRange },
    body: object.bytes.subarray(range.first, range.last + 1),
  };
}

/** The hashes are those of the stored bytes, also beside a range or the unpacked bytes. */
function headersOf(object: StoredObject): Readonly<Record<string, string>> {
  const { metadata, hashes, generation, metageneration } = object;
  return {
    'content-type': metadata.contentType ?? 'application/octet-stream',
    ...(metadata.contentDisposition !== undefined && { 'content-disposition': metadata.contentDisposition }),
    ...(metadata.cacheControl !== undefined && { 'cache-control': metadata.cacheControl }),
    etag: etagOf(object),
    'last-modified': new Date(object.updated).toUTCString(),
    'x-goog-generation': generation,
    'x-goog-metageneration': String(metageneration),
    'x-goog-hash': `crc32c=${hashes.crc32c},md5=${hashes.md5Hash}`,
    'x-goog-storage-class': 'STANDARD',
    'x-goog-stored-content-encoding': metadata.contentEncoding ?? 'identity',
    'x-goog-stored-content-length': String(object.bytes.length),
  };
}

function encodingOf({ metadata: { contentEncoding } }: StoredObject): Readonly<Record<string, string>> {
  return contentEncoding === undefined ? {} : { 'content-encoding': contentEncoding };
}

/** First and last byte; undefined for all of them, which is also what a range in no known form gets. */
function rangeOf(header: string | undefined, length: number): { first: number; last: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/u.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (first > last) throw googleError(416, 'requestedRangeNotSatisfiable', 'Request range not satisfiable');
  return { first, last };
}
