import { isPlaceholder } from '../function/config.ts';
import { UsageError } from '../function/core/errors.ts';

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

export function parseEmail(text: string): string {
  if (/^[^\s@<>"\\]+@[\w-]+(\.[\w-]+)+$/.test(text) && !isPlaceholder(text)) return text;
  throw new UsageError('expected an e-mail address that somebody reads');
}

export const parseBucket = matching(
  /^(?!goog)(?=.{3,63}$)[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*$/,
  'the name of a bucket, without gs://',
);

export const parseSecret = matching(/^[\w-]{1,255}$/, 'the name of a secret in Secret Manager, not the secret itself');

export const parseRepository = matching(
  /^[A-Za-z0-9-]{1,39}\/(?!.*\.git$)[\w.-]{0,99}\w$/,
  'a repository on GitHub, such as owner/wikitrends',
);

/** Persons, groups and service accounts: never everybody. https://docs.cloud.google.com/iam/docs/principals-overview */
export function parsePrincipals(text: string): readonly string[] {
  return [...new Set(text.split(',').map(parsePrincipal))];
}

function parsePrincipal(text: string): string {
  const principal = text.trim();
  const isNamed = /^(user|group|serviceAccount):[^\s@"\\]+@[^\s@"\\]+\.[a-z]+$/i.test(principal);
  // Everything that is deployed without an account of its own acts as one of these.
  const isDefault = /-compute@developer\.|@appspot\.|@cloudbuild\./.test(principal);
  if (isNamed && !isDefault) return principal;
  throw new UsageError(
    `"${principal}" is none of those who may be named; expected user:…, group:… or serviceAccount:… with an address`,
  );
}
