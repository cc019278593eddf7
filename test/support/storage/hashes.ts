import { createHash } from 'node:crypto';

/** Both in base64, as Cloud Storage writes them. */
export interface Hashes {
  readonly md5Hash: string;
  /** CRC-32C, its four bytes in network order. */
  readonly crc32c: string;
}

export function hashesOf(bytes: Buffer): Hashes {
  return { md5Hash: createHash('md5').update(bytes).digest('base64'), crc32c: crc32cOf(bytes) };
}

/** Written out here, because the client's own would agree with the client, and zlib knows another polynomial. */
function crc32cOf(bytes: Buffer): string {
  let remainder = 0xffffffff;
  for (const byte of bytes) remainder = (remainder >>> 8) ^ (TABLE[(remainder ^ byte) & 0xff] ?? 0);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(~remainder >>> 0);
  return checksum.toString('base64');
}

/** What each byte does to the remainder by the polynomial of Castagnoli, lowest bit first. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0x82f63b78 : 0);
  return remainder;
});
