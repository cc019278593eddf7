/**
 * A text as SQL, for both engines: they agree on no way to write a quote, a backslash or the end of a line inside of
 * quotes, but on what CHR() gives.
 */
export function sqlText(text: string): string {
  const parts = text.split(special).filter((part) => part !== '');
  const written = parts.map((part) => (special.test(part) ? `CHR(${part.charCodeAt(0)})` : `'${part}'`));
  return `CONCAT(${["''", ...written].join(', ')})`;
}

const special = /(['\\]|\p{Cc})/u;
