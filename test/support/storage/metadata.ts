import { invalid } from './refusals.ts';

/** What a client may say about an object; all of it may be changed later. */
export interface ObjectMetadata {
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly contentDisposition?: string;
  readonly contentLanguage?: string;
  readonly cacheControl?: string;
  /** The client's own names and values. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What a client promises about the bytes it sends. */
export interface DeclaredHashes {
  readonly md5Hash?: string;
  readonly crc32c?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** @throws {GoogleApiError} unless the text is a JSON object. */
export function parseResource(text: string): Fields {
  try {
    const resource: unknown = JSON.parse(text);
    if (isFields(resource)) return resource;
  } catch {
    // Refused below, like JSON of another kind.
  }
  throw invalid('Parse Error');
}

/** Members that the real one has and this one does not are passed over. */
export function readMetadata(resource: Fields): ObjectMetadata {
  return patchMetadata({}, resource);
}

/** The metadata with the patch laid over it: a null takes away, the client's own names are patched one by one. */
export function patchMetadata(before: ObjectMetadata, patch: Fields): ObjectMetadata {
  const own = patch.metadata === null ? {} : patchStrings(before.metadata ?? {}, fieldsOf(patch.metadata));
  const { metadata: _, ...plain } = before;
  const settable = Object.fromEntries(SETTABLE.flatMap((name) => (name in patch ? [[name, patch[name]]] : [])));
  return { ...patchStrings(plain, settable), ...(Object.keys(own).length > 0 && { metadata: own }) };
}

export function readDeclaredHashes(resource: Fields): DeclaredHashes {
  const declared = ['md5Hash', 'crc32c'].flatMap((name) => (name in resource ? [[name, resource[name]]] : []));
  return patchStrings({}, Object.fromEntries(declared));
}

const SETTABLE = ['contentType', 'contentEncoding', 'contentDisposition', 'contentLanguage', 'cacheControl'];

function patchStrings(before: object, patch: Fields): Readonly<Record<string, string>> {
  const entries = Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (typeof value !== 'string') throw invalid(`Invalid value for: ${name} is not a string`);
      return [name, value];
    }),
  );
}

function fieldsOf(value: unknown): Fields {
  if (value === undefined) return {};
  if (!isFields(value)) throw invalid('Invalid value for: metadata is not an object');
  return value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
