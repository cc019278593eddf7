import { invalidQuery } from './errors.ts';

/** https://docs.cloud.google.com/bigquery/docs/reference/standard-sql/lexical#escape_sequences */
const ESCAPES =
  /\\(?:[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([abfnrtv\\?"'`])|([\s\S]?))/g;

/** What is between the quotes of a string, as the text it means. `at` is for the error. */
export function decodeText(body: string, at: string): string {
  return body.replace(ESCAPES, (sequence, hex, four, eight, octal, short) => {
    if (short !== undefined) return SHORT[short] ?? short;
    const code = codeOf(hex, four ?? eight, octal);
    // Halves of a surrogate pair are no characters.
    if (code === null || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw illegal(sequence, at);
    return String.fromCodePoint(code);
  });
}

/** The same for bytes; each character of the result is one of them. */
export function decodeBytes(body: string, isRaw: boolean, at: string): string {
  const bytes = Buffer.from(body, 'utf8').toString('latin1');
  if (isRaw) return bytes;
  return bytes.replace(ESCAPES, (sequence, hex, four, eight, octal, short) => {
    if (short !== undefined) return SHORT[short] ?? short;
    const code = four === undefined && eight === undefined ? codeOf(hex, undefined, octal) : null;
    if (code === null) throw illegal(sequence, at);
    return String.fromCharCode(code);
  });
}

const SHORT: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function codeOf(hex: string | undefined, unicode: string | undefined, octal: string | undefined): number | null {
  const sixteen = hex ?? unicode;
  if (sixteen !== undefined) return Number.parseInt(sixteen, 16);
  return octal === undefined ? null : Number.parseInt(octal, 8);
}

function illegal(sequence: string, at: string): Error {
  return invalidQuery(`Syntax error: Illegal escape sequence: ${sequence} at ${at}`);
}
