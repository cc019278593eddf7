import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Answer, DashboardRequest } from './answer.ts';

/** An answer's bytes, ready to be sent as they are and compressed. */
export interface Represented {
  readonly type: string;
  readonly plain: Variant;
  /** Null where it would not be shorter. */
  readonly compressed: Variant | null;
}

interface Variant {
  readonly bytes: Uint8Array;
  /** Of these very bytes. */
  readonly etag: string;
}

const compress = promisify(gzip);

/** Where a packet is not filled there is nothing to win. */
const leastCompressed = 1024;

export async function represent(type: string, bytes: Uint8Array): Promise<Represented> {
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const plain = { bytes, etag: `"${hash}"` };
  const isText = /^text\/|json|xml|javascript/.test(type);
  if (!isText || bytes.length < leastCompressed) return { type, plain, compressed: null };
  return { type, plain, compressed: { bytes: await compress(bytes), etag: `"${hash}.gzip"` } };
}

/** How many bytes it keeps. */
export function sizeOf({ plain, compressed }: Represented): number {
  return plain.bytes.length + (compressed?.bytes.length ?? 0);
}

/** The answer that a request gets: compressed where it may be, and nothing where the caller has it already. */
export function answerRepresented(
  { type, plain, compressed }: Represented,
  { headers: asked }: Pick<DashboardRequest, 'headers'>,
  more: Readonly<Record<string, string>>,
): Answer {
  const isCompressed = compressed !== null && takesGzip(asked['accept-encoding']);
  const { bytes, etag } = isCompressed ? compressed : plain;
  const headers = {
    ...more,
    ETag: etag,
    Vary: more.Vary === undefined ? 'Accept-Encoding' : `${more.Vary}, Accept-Encoding`,
  };
  if (isHeld(asked['if-none-match'], etag)) return { status: 304, headers, body: new Uint8Array() };
  const encoding = isCompressed ? { 'Content-Encoding': 'gzip' } : {};
  return { status: 200, headers: { ...headers, 'Content-Type': type, ...encoding }, body: bytes };
}

function takesGzip(accepted: string | string[] | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(String(accepted ?? ''));
}

/** https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match compares without regard to weakness. */
function isHeld(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}
