import type { GoogleRequest } from '../google/request.ts';
import { hashesOf } from './hashes.ts';
import {
  type DeclaredHashes,
  type ObjectMetadata,
  parseResource,
  readDeclaredHashes,
  readMetadata,
} from './metadata.ts';
import { parseMultipart } from './multipart.ts';
import { parseObjectName } from './names.ts';
import { invalid, notCovered } from './refusals.ts';

export interface Upload {
  readonly name: string;
  readonly metadata: ObjectMetadata;
  readonly bytes: Buffer;
}

/** @throws {GoogleApiError} for one that is malformed, or whose bytes are not those that were declared. */
export function readUpload(request: GoogleRequest): Upload {
  const { name, metadata, bytes, declared } = readContent(request);
  checkHashes(bytes, declared);
  checkHashes(bytes, hashesInHeader(request));
  return { name: parseObjectName(request.query.get('name') ?? name), metadata, bytes };
}

interface Content extends Omit<Upload, 'name'> {
  readonly name?: string;
  readonly declared: DeclaredHashes;
}

function readContent({ query, headers, body }: GoogleRequest): Content {
  const uploadType = query.get('uploadType');
  switch (uploadType) {
    case 'multipart':
      return readMultipart(headers['content-type'], body);
    case 'media': {
      const contentEncoding = query.get('contentEncoding');
      const contentType = headers['content-type'] ?? DEFAULT_TYPE;
      return { bytes: body, declared: {}, metadata: { contentType, ...(contentEncoding && { contentEncoding }) } };
    }
    case 'resumable':
      throw notCovered('resumable uploads; say `resumable: false`');
    default:
      throw invalid(`Invalid upload type: '${uploadType}'`);
  }
}

function readMultipart(contentType: string | undefined, body: Buffer): Content {
  const [described, media, ...more] = parseMultipart(contentType, body);
  if (described === undefined || media === undefined || more.length > 0) {
    throw invalid('A multipart upload has two parts: the metadata and the media.');
  }
  const resource = parseResource(described.body.toString('utf8'));
  const metadata = readMetadata(resource);
  const mediaType = media.contentType ?? metadata.contentType ?? DEFAULT_TYPE;
  if (metadata.contentType !== undefined && metadata.contentType !== mediaType) {
    throw invalid(
      `Content-Type specified in the upload (${mediaType}) does not match Content-Type specified in metadata (${metadata.contentType}).`,
    );
  }
  return {
    ...(typeof resource.name === 'string' && { name: resource.name }),
    metadata: { ...metadata, contentType: mediaType },
    bytes: media.body,
    declared: readDeclaredHashes(resource),
  };
}

/** `x-goog-hash: crc32c=…,md5=…` */
function hashesInHeader({ headers }: GoogleRequest): DeclaredHashes {
  const header = String(headers['x-goog-hash'] ?? '');
  const md5Hash = /(?:^|,)\s*md5=([^,\s]+)/u.exec(header)?.[1];
  const crc32c = /(?:^|,)\s*crc32c=([^,\s]+)/u.exec(header)?.[1];
  return { ...(md5Hash !== undefined && { md5Hash }), ...(crc32c !== undefined && { crc32c }) };
}

function checkHashes(bytes: Buffer, declared: DeclaredHashes): void {
  const { md5Hash, crc32c } = hashesOf(bytes);
  if (declared.md5Hash !== undefined && declared.md5Hash !== md5Hash) {
    throw invalid(`Provided MD5 hash "${declared.md5Hash}" doesn't match calculated MD5 hash "${md5Hash}".`);
  }
  if (declared.crc32c !== undefined && declared.crc32c !== crc32c) {
    throw invalid(`Provided CRC32C "${declared.crc32c}" doesn't match calculated CRC32C "${crc32c}".`);
  }
}

const DEFAULT_TYPE = 'application/octet-stream';
