import { googleError } from '../google/errors.ts';

/** Which members to keep, and of each of those which; none named means all. */
type Mask = ReadonlyMap<string, Mask>;

/**
 * The part of a resource that the parameter `fields` asks for, such as `items(name,size),nextPageToken`.
 *
 * @throws {GoogleApiError} when the parameter cannot be read.
 */
export function selectFields(resource: unknown, fields: string | null): unknown {
  return fields === null || fields === '' ? resource : keep(resource, parseMask(fields));
}

function keep(value: unknown, mask: Mask): unknown {
  if (mask.size === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry: unknown) => keep(entry, mask));
  const kept = Object.entries(value).flatMap(([name, member]) => {
    const inner = mask.get(name) ?? mask.get('*');
    return inner === undefined ? [] : [[name, keep(member, inner)]];
  });
  return Object.fromEntries(kept);
}

function parseMask(fields: string): Mask {
  const tokens = fields.match(/[^\s,()/]+|[,()/]/gu) ?? [];
  let at = 0;

  function readList(): Mask {
    const mask = new Map<string, Mask>();
    do {
      const name = tokens[at++] ?? '';
      if (!/^[\w*]+$/u.test(name)) throw unreadable(fields);
      mask.set(name, readInner());
    } while (tokens[at] === ',' && at++ >= 0);
    return mask;
  }

  function readInner(): Mask {
    if (tokens[at] === '/') {
      at += 1;
      const name = tokens[at++] ?? '';
      if (!/^[\w*]+$/u.test(name)) throw unreadable(fields);
      return new Map([[name, readInner()]]);
    }
    if (tokens[at] !== '(') return new Map();
    at += 1;
    const inner = readList();
    if (tokens[at++] !== ')') throw unreadable(fields);
    return inner;
  }

  const mask = readList();
  if (at < tokens.length) throw unreadable(fields);
  return mask;
}

function unreadable(fields: string): Error {
  const place = { locationType: 'parameter', location: 'fields' } as const;
  return googleError(400, 'invalidParameter', `Invalid field selection ${fields}`, place);
}
