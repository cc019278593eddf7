import { Compile } from 'typebox/schema';

/** What an OpenAPI document says of the answers. */
export interface OpenApi {
  /** The paths that it names, with `{…}` where a parameter is. */
  readonly paths: readonly string[];
  /** What is wrong with a 200 answer of a path in a type; empty where nothing is. */
  misfits(path: string, type: string, body: unknown): readonly string[];
  problemMisfits(body: unknown): readonly string[];
}

export function readOpenApi(document: unknown): OpenApi {
  const at = (...keys: readonly string[]) => {
    const found = keys.reduce<unknown>((value, key) => membersOf(value)[key], document);
    if (found === undefined) throw new Error(`The document has no ${keys.join(' > ')}`);
    return membersOf(found);
  };
  const misfits = (schema: object, body: unknown) => {
    const shape = Compile(schema);
    if (shape.Check(body)) return [];
    const [, errors] = shape.Errors(body);
    return errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
  return {
    paths: Object.keys(at('paths')),
    misfits: (path, type, body) =>
      misfits(at('paths', path, 'get', 'responses', '200', 'content', type, 'schema'), body),
    problemMisfits: (body) =>
      misfits(at('components', 'responses', 'problem', 'content', 'application/problem+json', 'schema'), body),
  };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return value instanceof Object ? { ...value } : {};
}
