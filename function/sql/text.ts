/** What the engines read differently between quotes, and `{`, with which a placeholder of ours begins. */
const special = /(['\\{\p{Cc}])/u;

/**
 * A text as both engines write it in a statement: what either would take for something else is named by its code point.
 * Holds no NUL, which neither of them takes.
 */
export function textLiteral(text: string): string {
  const parts = text.toWellFormed().split(special);
  const written = parts.map((part) => (special.test(part) ? `CHR(${part.codePointAt(0)})` : `'${part}'`));
  return written.length === 1 ? written.join('') : `CONCAT(${written.join(', ')})`;
}
