import type { Request } from '@google-cloud/functions-framework';
import { messageOf, UsageError } from '../../core/errors.ts';
import { type Project, parseProject } from '../../core/partition.ts';
import type { RunParameters } from '../request.ts';

/** What a caller asks for over HTTP. */
export interface ServiceParameters extends RunParameters {
  /** The wikis it is about; null for those of the settings. */
  readonly projects: readonly Project[] | null;
}

const known: readonly string[] = ['date', 'start', 'end', 'project', 'force'];

/**
 * Reads the parameters of a request from its query string or its body, which is JSON whatever it is called: Cloud
 * Scheduler sends application/octet-stream. Throws UsageError for what is unknown, malformed or given twice.
 */
export function readParameters({ query, rawBody }: Pick<Request, 'query' | 'rawBody'>): ServiceParameters {
  const given: Record<string, unknown> = { ...query };
  for (const [name, value] of Object.entries(readBody(rawBody))) {
    if (name in given)
      throw new UsageError(`Cannot read the parameter "${name}": it is in the query string and the body`);
    given[name] = value;
  }
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UsageError(`Cannot read the parameter "${unknown[0]}": expected some of ${known.join(', ')}`);
  }
  const { date, start, end, project, force } = given;
  return {
    date: textOf('date', date),
    start: textOf('start', start),
    end: textOf('end', end),
    force: booleanOf('force', force),
    projects: textOf('project', project)?.split(',').map(parseProject) ?? null,
  };
}

function readBody(body: Uint8Array | undefined): Readonly<Record<string, unknown>> {
  const text = new TextDecoder().decode(body).trim();
  if (text === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`Cannot read the body: expected JSON such as {"date": "2026-09-01"} (${messageOf(error)})`);
  }
  if (value instanceof Object && !Array.isArray(value)) return { ...value };
  throw new UsageError('Cannot read the body: expected a JSON object such as {"date": "2026-09-01"}');
}

function textOf(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new UsageError(`Cannot read the parameter "${name}": expected one text, given once`);
}

function booleanOf(name: string, value: unknown): boolean | undefined {
  if (value === undefined) return undefined;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new UsageError(`Cannot read the parameter "${name}": expected true or false`);
}
