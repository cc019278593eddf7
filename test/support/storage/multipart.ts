import { googleError } from '../google/errors.ts';

export interface Part {
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

/**
 * The parts of a body of type `multipart/related` (RFC 2387).
 *
 * @throws {GoogleApiError} when the body is not one, or its last boundary is missing.
 */
export function parseMultipart(contentType: string | undefined, body: Buffer): readonly Part[] {
  const boundary = /^multipart\/related\s*;(?:.*;)?\s*boundary=(?:"([^"]+)"|([^\s;"]+))/iu.exec(contentType ?? '');
  if (boundary === null) throw malformed('Content-Type is not multipart/related with a boundary');
  const delimiter = Buffer.from(`\r\n--${boundary[1] ?? boundary[2]}`);
  // So that the first boundary, too, is one that ends a line.
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const parts: Part[] = [];
  let at = whole.indexOf(delimiter);
  for (;;) {
    if (at === -1) throw malformed('the closing boundary is missing');
    const start = at + delimiter.length;
    if (whole.toString('latin1', start, start + 2) === '--') return parts;
    at = whole.indexOf(delimiter, start);
    parts.push(readPart(whole.subarray(start, at === -1 ? undefined : at)));
  }
}

/** What stands between two boundaries: the end of the boundary's line, headers, an empty line, the body. */
function readPart(bytes: Buffer): Part {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) throw malformed('a part has no empty line after its headers');
  const headers = bytes.toString('latin1', 0, end).split('\r\n');
  const contentType = headers.find((header) => /^content-type:/iu.test(header))?.replace(/^[^:]*:\s*/u, '');
  return { contentType, body: bytes.subarray(end + 4) };
}

function malformed(why: string): Error {
  return googleError(400, 'badContent', `Malformed multipart body: ${why}.`);
}
