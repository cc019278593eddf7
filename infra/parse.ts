import { CronExpressionParser } from 'cron-parser';
import { messageOf, UsageError } from '../function/core/errors.ts';

/** A reader of texts that fit a pattern. */
function matching(pattern: RegExp, expected: string): (text: string) => string {
  return (text) => {
    if (pattern.test(text)) return text;
    throw new UsageError(`expected ${expected}`);
  };
}

/** https://docs.cloud.google.com/resource-manager/docs/creating-managing-projects */
export const parseProjectId = matching(
  /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
  'the id of a project, such as my-project-1: 6 to 30 small letters, digits and dashes',
);

export const parseBillingAccount = matching(
  /^[0-9A-F]{6}(-[0-9A-F]{6}){2}$/,
  'the id of a billing account, such as 012345-6789AB-CDEF01',
);

export const parseEmail = matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an e-mail address');

export const parseBucket = matching(/^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/, 'the name of a bucket, without gs://');

export const parseSecret = matching(/^[\w-]{1,255}$/, 'the name of a secret in Secret Manager, not the secret itself');

export const parseRepository = matching(/^[\w.-]+\/[\w.-]+$/, 'a repository on GitHub, such as owner/wikitrends');

/** A multi-region or a region: https://docs.cloud.google.com/bigquery/docs/locations */
export function parseLocation(text: string): string {
  if (text === 'US' || text === 'EU' || isRegion(text)) return text;
  throw new UsageError('expected US, EU, or a region such as europe-west6');
}

/** Where the function runs unless something else is said. */
export function regionFor(location: string): string {
  return { US: 'us-central1', EU: 'europe-west1' }[location] ?? location;
}

/** A region in the location of the data: what the function reads and writes stays there. */
export function regionWithin(location: string): (text: string) => string {
  return (text) => {
    const isWithin =
      location === 'US' ? text.startsWith('us-') : location === 'EU' ? text.startsWith('europe-') : text === location;
    if (isRegion(text) && isWithin) return text;
    throw new UsageError(`expected a region in BIGQUERY_LOCATION=${location}, such as ${regionFor(location)}`);
  };
}

function isRegion(text: string): boolean {
  return /^[a-z]+(-[a-z]+)?-[a-z]+\d+$/.test(text);
}

/** https://docs.cloud.google.com/scheduler/docs/configuring/cron-job-schedules */
export function parseSchedule(text: string): string {
  const example = 'five fields of unix-cron, such as 0 7 * * * for every day at 7 in the morning, UTC';
  // The parser knows more dialects than Cloud Scheduler does.
  if (!/^\S+( \S+){4}$/.test(text) || /[LW#?H@]/.test(text.replaceAll(/[A-Z]{3}/gi, ''))) {
    throw new UsageError(`expected ${example}`);
  }
  try {
    CronExpressionParser.parse(text);
    return text;
  } catch (error) {
    throw new UsageError(`${messageOf(error)}; expected ${example}`);
  }
}

/** Persons, groups and service accounts: never everybody. https://docs.cloud.google.com/iam/docs/principals-overview */
export function parsePrincipals(text: string): readonly string[] {
  return [...new Set(text.split(',').map(parsePrincipal))];
}

function parsePrincipal(text: string): string {
  const principal = text.trim();
  if (/^(user|group|serviceAccount):[^\s@]+@[^\s@]+\.[^\s@]+$/.test(principal)) return principal;
  throw new UsageError(
    `"${principal}" is none of those who may be named; expected user:…, group:… or serviceAccount:… with an address`,
  );
}

/** A key where the data is, or it could not encrypt it. */
export function keyIn(location: string): (text: string) => string {
  const place = location.toLowerCase() === 'eu' ? 'europe' : location.toLowerCase();
  return (text) => {
    const [, found] = /^projects\/[^/]+\/locations\/([^/]+)\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/.exec(text) ?? [];
    if (found === place) return text;
    throw new UsageError(`expected projects/<project>/locations/${place}/keyRings/<ring>/cryptoKeys/<key>`);
  };
}
