import Type from 'typebox';
import { FailedError, TransientError } from '../../core/errors.ts';
import type { Project } from '../../core/partition.ts';
import { guardOf } from '../../core/shape.ts';
import type { HttpClient } from '../../http/client.ts';

/** At most this many titles a request: https://www.mediawiki.org/wiki/API:Query#Limits */
export const titlesPerRequest = 50;

/** The edge refuses URLs beyond 8 kB; fifty Arabic titles are longer, so they go as a form. */
const longestUrl = 7_500;

/** How long a wiki that lags asks its clients to wait: https://www.mediawiki.org/wiki/Manual:Maxlag_parameter */
const lagHoldMs = 5_000;

const passingCodes = /^(maxlag|ratelimited|readonly|internal_api_error_|timeout|http)/;

export interface ActionApi {
  /** One request; `parse` gets the body once it is known to hold no error. */
  query<T>(parameters: Readonly<Record<string, string>>, parse: (body: unknown) => T, signal?: AbortSignal): Promise<T>;
}

/** Asks one wiki's Action API: https://www.mediawiki.org/wiki/API:Query */
export function openActionApi(http: HttpClient, urlTemplate: string, project: Project): ActionApi {
  const endpoint = urlTemplate.replaceAll('{project}', project);
  return {
    async query(parameters, parse, signal) {
      const all = new URLSearchParams({
        action: 'query',
        format: 'json',
        formatversion: '2',
        maxlag: '5',
        ...parameters,
      });
      const url = `${endpoint}?${all}`;
      const { value } = await http.getJson({
        ...(url.length <= longestUrl ? { url } : { url: endpoint, form: all }),
        // Ahead of further rankings: days get finished before new ones are begun.
        priority: 1,
        parse: (body) => parse(withoutError(body, project)),
        ...(signal && { signal }),
      });
      return value;
    },
  };
}

const isError = guardOf(
  Type.Object({ error: Type.Object({ code: Type.String(), info: Type.Optional(Type.String()) }) }),
);

/** The API answers errors with status 200, `maxlag` among them. */
function withoutError(body: unknown, project: Project): unknown {
  if (!isError(body)) return body;
  const { code, info } = body.error;
  const said = `The Action API of ${project} answered error ${code}${info === undefined ? '' : `: ${info}`}`;
  if (passingCodes.test(code)) throw new TransientError(said, { holdMs: code === 'maxlag' ? lagHoldMs : 0 });
  throw new FailedError(said);
}
