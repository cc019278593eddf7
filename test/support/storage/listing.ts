import { numberIn } from './preconditions.ts';
import { invalid, notCovered } from './refusals.ts';
import { objectResource } from './resources.ts';
import type { StoredBucket, StoredObject } from './store.ts';

/** One page of a bucket's objects, by the bytes of their names in UTF-8. */
export function listObjects(bucket: StoredBucket, query: URLSearchParams): Readonly<Record<string, unknown>> {
  for (const name of UNCOVERED) if (query.has(name)) throw notCovered(`${name} in a list`);
  const maxResults = Number(numberIn(query, 'maxResults') ?? MOST_RESULTS);
  if (maxResults === 0) throw invalid('Invalid value for: maxResults is not positive');
  const after = nameIn(query.get('pageToken'));
  const entries = entriesOf(bucket, query).filter(({ key }) => after === undefined || byBytes(key, after) > 0);
  const page = entries.slice(0, Math.min(maxResults, MOST_RESULTS));
  const last = page.at(-1);
  const items = page.flatMap(({ object }) => (object === undefined ? [] : [objectResource(object)]));
  const prefixes = page.flatMap(({ key, object }) => (object === undefined ? [key] : []));
  return {
    kind: 'storage#objects',
    // Empty lists are left out, and the token where there is no page to come.
    ...(last !== undefined && page.length < entries.length && { nextPageToken: tokenFor(last.key) }),
    ...(prefixes.length > 0 && { prefixes }),
    ...(items.length > 0 && { items }),
  };
}

/** The most on a page, and what is given unless fewer are asked for. */
const MOST_RESULTS = 1000;

const UNCOVERED = ['versions', 'softDeleted', 'matchGlob', 'includeTrailingDelimiter', 'includeFoldersAsPrefixes'];

/** An object, or without one the beginning that some names share up to the delimiter. */
interface Entry {
  readonly key: string;
  readonly object?: StoredObject;
}

function entriesOf({ objects }: StoredBucket, query: URLSearchParams): readonly Entry[] {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const startOffset = query.get('startOffset') ?? '';
  const endOffset = query.get('endOffset') ?? '';
  const entries = new Map<string, Entry>();
  for (const object of [...objects.values()].sort((one, other) => byBytes(one.name, other.name))) {
    const { name } = object;
    if (!name.startsWith(prefix) || byBytes(name, startOffset) < 0) continue;
    if (endOffset !== '' && byBytes(name, endOffset) >= 0) continue;
    const end = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length);
    if (end === -1) {
      entries.set(name, { key: name, object });
    } else {
      const key = name.slice(0, end + delimiter.length);
      // A name may be the very beginning that others share; it is listed as that.
      entries.set(key, { key });
    }
  }
  return [...entries.values()];
}

export function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function tokenFor(name: string): string {
  return Buffer.from(name).toString('base64url');
}

function nameIn(token: string | null): string | undefined {
  if (token === null) return undefined;
  const name = Buffer.from(token, 'base64url').toString('utf8');
  if (name === '' || tokenFor(name) !== token) throw invalid('Invalid argument.');
  return name;
}
