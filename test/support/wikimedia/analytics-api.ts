import type { Publication } from './publication.ts';
import { ACCESSES, type Access, isAccess, type RankingEntry, rankFor } from './ranking.ts';
import { type Recorded, toPageViews } from './recorded.ts';
import { json, problem, type Reply } from './reply.ts';
import type { World } from './world.ts';

export interface AnalyticsApi {
  readonly world: World;
  readonly recorded: Recorded;
  readonly publication: Publication;
}

export const RANKING_PATH = /^\/api\/rest_v1\/metrics\/pageviews\/top\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)$/u;

/** Answers `…/pageviews/top/{project}/{access}/{year}/{month}/{day}`; undefined for any other path. */
export function answerRanking(api: AnalyticsApi, path: string): Reply | undefined {
  const match = RANKING_PATH.exec(path);
  if (match === null) return undefined;
  const [, given = '', access = '', year = '', month = '', date = ''] = match;
  if (!isAccess(access)) {
    const allowed = ACCESSES.join(', ');
    return problem(400, 'Bad Request', `access should be equal to one of the allowed values: [${allowed}]`);
  }
  const day = `${year}-${month}-${date}`;
  if (!isCalendarDay(day)) return problem(400, 'Bad Request', 'Given year/month/day is invalid date');
  const project = projectOf(given);
  const { publication } = api;
  if (!publication.isKnown(project) || !publication.isPublished(project, day)) return noData();
  const recorded = access === 'all-access' ? api.recorded.body(project, day) : undefined;
  if (recorded !== undefined) return { ...json(200, null), body: recorded };
  const articles = servedRanking(api, project, access, day);
  return json(200, { items: [{ project, access, year, month, day: date, articles }] });
}

/** The list that is served for a published day: the recorded one if there is one. */
export function servedRanking(
  { world, recorded }: Pick<AnalyticsApi, 'world' | 'recorded'>,
  project: string,
  access: Access,
  day: string,
): readonly RankingEntry[] {
  const entries = recorded.entries(project, day);
  if (entries === undefined) return world.ranking(project, access, day);
  return access === 'all-access' ? entries : rankFor(access, toPageViews(entries), 1_000, world.seed);
}

/** The Analytics API also takes `en.wikipedia.org`, and answers it as `en.wikipedia`. */
export function projectOf(given: string): string {
  return given.replace(/\.org$/u, '');
}

/** "Not yet", "never" and "unknown project", as recorded. */
export function noData(): Reply {
  return problem(404, 'Not Found', NO_DATA);
}

const NO_DATA =
  'The date(s) you used are valid, but we either do not have data for those date(s), or the project you asked for is not loaded yet. Please check documentation for more information';

function isCalendarDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(day)) return false;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day;
}
