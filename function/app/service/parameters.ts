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
export function readParameters(query: Request['query'], body: Uint8Array): ServiceParameters {
  const inQuery: Readonly<Record<string, unknown>> = { ...query };
  const inBody = readBody(body);
  const unknown = [...Object.keys(inQuery), ...Object.keys(inBody)].find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`Cannot read the parameter "${unknown}": expected some of ${known.join(', ')}`);
  }
  const twice = Object.keys(inBody).find((name) => name in inQuery);
  if (twice !== undefined) {
    throw new UsageError(`Cannot read the parameter "${twice}": it is in the query string and the body`);
  }
  const { date, start, end, project, force } = { ...inQuery, ...inBody };
  return {
    date: textOf('date', date),
    start: textOf('start', start),
    end: textOf('end', end),
    force: booleanOf('force', force),
    projects: textOf('project', project)?.split(',').map(parseProject) ?? null,
  };
}

function readBody(body: Uint8Array): Readonly<Record<string, unknown>> {
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
