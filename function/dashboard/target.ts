import { Problem } from './problem.ts';

/** What a request asks for, each part decoded once and by itself. */
export interface Target {
  /** Without the query, as it was sent. */
  readonly path: string;
  /** Of the path, decoded: a `%2F` is part of a name. */
  readonly segments: readonly string[];
  readonly query: ReadonlyMap<string, string>;
}

/** Longer than 255 characters of four bytes, each of them encoded, with all parameters. */
const longestTarget = 4096;

/** Reads a request's target; nothing in it is resolved, so `..` is a name like any other. Throws Problem. */
export function parseTarget(target: string): Target {
  if (target.length > longestTarget) throw new Problem(414, `Expected a URL of at most ${longestTarget} characters`);
  if (!target.startsWith('/')) throw new Problem(400, 'Expected a path that begins with "/"');
  const [path = '', ...queries] = target.split('?');
  const query = new Map<string, string>();
  for (const pair of queries.join('?').split('&')) {
    if (pair === '') continue;
    const [name = '', ...values] = pair.replaceAll('+', ' ').split('=');
    const decoded = decode(name);
    if (query.has(decoded)) throw new Problem(400, 'Expected each parameter once');
    query.set(decoded, decode(values.join('=')));
  }
  return { path, segments: path.slice(1).split('/').map(decode), query };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new Problem(400, 'Expected percent-encoded UTF-8', { cause: error });
  }
}
