import { queryErrorOf, readQuery } from './action-parameters.ts';
import { type Issued, pagesAnswer } from './page-query.ts';
import type { Publication } from './publication.ts';
import { html, json, type Reply } from './reply.ts';
import { siteinfo } from './siteinfo.ts';
import type { World } from './world.ts';

export interface ActionApi {
  readonly world: World;
  readonly publication: Publication;
  /** The continuations given out so far: a request that continues must be the one that was answered. */
  readonly issued: Issued;
}

/** An error as MediaWiki gives it: HTTP 200 and an error object. */
export interface ActionError {
  readonly code: string;
  readonly info: string;
  readonly [more: string]: unknown;
}

export const ACTION_PATH = /^\/([^/]+)\/w\/api\.php$/u;

/** Answers `action=query` for titles and for siteinfo; undefined for any other path. */
export function answerAction(api: ActionApi, path: string, parameters: URLSearchParams): Reply | undefined {
  const project = ACTION_PATH.exec(path)?.[1];
  if (project === undefined) return undefined;
  if (!api.publication.isKnown(project)) return html(404, 'No wiki found');
  const error = queryErrorOf(parameters);
  if (error !== undefined) return refuse(error);
  const { query, warnings } = readQuery(parameters);
  const site = query.meta.includes('siteinfo') ? siteinfo(project, query.siprop) : {};
  const answer = pagesAnswer(api.world, project, query, api.issued);
  if ('code' in answer) return refuse(answer);
  const parts = { ...site, ...answer.query };
  return json(200, {
    ...(answer.continue === undefined ? { batchcomplete: true } : { continue: answer.continue }),
    ...(warnings.length > 0 ? { warnings: { query: { warnings: warnings.join('\n') } } } : {}),
    // Without titles and meta there is no `query` at all.
    ...(Object.keys(parts).length > 0 ? { query: parts } : {}),
  });
}

function refuse(error: ActionError): Reply {
  const docref = 'See https://en.wikipedia.org/w/api.php for API usage.';
  return json(200, { error: { ...error, docref } }, { 'mediawiki-api-error': error.code });
}
