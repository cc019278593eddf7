import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import Negotiator from 'negotiator';
import { type Answer, answerOf, type DashboardRequest } from './answer.ts';

/** What is answered to whoever may have it, each form of it made beforehand. */
export interface Represented {
  readonly plain: Variant;
  /** Null where it would not be shorter. */
  readonly compressed: Variant | null;
}

interface Variant {
  /** Of these very bytes. */
  readonly etag: string;
  readonly whole: Answer;
  /** For a caller that has it already. */
  readonly unchanged: Answer;
}

/** Of the headers of a request those by which the form is chosen. */
export type Asking = Pick<DashboardRequest, 'headers'>;

const compress = promisify(gzip);

/** Where a packet is not filled there is nothing to win. */
const leastCompressed = 1024;

/** The bytes with the headers that they have in whatever form. */
export async function represent(bytes: Uint8Array, headers: Readonly<Record<string, string>>): Promise<Represented> {
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const vary = headers.Vary === undefined ? 'Accept-Encoding' : `${headers.Vary}, Accept-Encoding`;
  const common = { ...headers, Vary: vary };
  const plain = variantOf(bytes, { ...common, ETag: `"${hash}"` });
  const isText = /^text\/|json|xml|javascript/.test(headers['Content-Type'] ?? '');
  if (!isText || bytes.length < leastCompressed) return { plain, compressed: null };
  const compressed = { ...common, 'Content-Encoding': 'gzip', ETag: `"${hash}.gzip"` };
  return { plain, compressed: variantOf(await compress(bytes), compressed) };
}

function variantOf(bytes: Uint8Array, headers: Readonly<Record<string, string>> & { readonly ETag: string }): Variant {
  const { 'Content-Type': _, 'Content-Encoding': __, ...ofBoth } = headers;
  return {
    etag: headers.ETag,
    whole: answerOf(200, { headers, body: bytes }),
    unchanged: answerOf(304, { headers: ofBoth, body: new Uint8Array() }),
  };
}

/** How many bytes it keeps. */
export function sizeOf({ plain, compressed }: Represented): number {
  return plain.whole.body.length + (compressed?.whole.body.length ?? 0);
}

/** Whether https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding lets the answer be compressed. */
export function takesGzip(asking: Asking): boolean {
  return new Negotiator(asking).encoding(['gzip', 'identity']) === 'gzip';
}

/** The form that a request gets: compressed where it may be, and nothing where the caller has it already. */
export function answerRepresented(
  { plain, compressed }: Represented,
  { isGzipTaken, ifNoneMatch }: { readonly isGzipTaken: boolean; readonly ifNoneMatch: string | undefined },
): Answer {
  const { etag, whole, unchanged } = isGzipTaken && compressed !== null ? compressed : plain;
  return isHeld(ifNoneMatch, etag) ? unchanged : whole;
}

/** https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match compares without regard to weakness. */
function isHeld(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}
