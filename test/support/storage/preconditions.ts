import { GoogleApiError, googleError } from '../google/errors.ts';
import { invalid } from './refusals.ts';
import type { StoredObject } from './store.ts';

/**
 * @param current What lives under the name now, if anything does.
 * @param failure A reader is told by 304 that it has the object already, a writer by 412 that it came too late.
 * @throws {GoogleApiError} unless all preconditions of the query hold.
 */
export function checkPreconditions(
  query: URLSearchParams,
  current: StoredObject | undefined,
  failure: 'reading' | 'writing',
): void {
  const generation = current?.generation ?? '0';
  const metageneration = String(current?.metageneration ?? 0);
  const isOther = (name: string, value: string): boolean => (numberIn(query, name) ?? value) !== value;
  // Unlike the others, these fail where nothing lives, whatever the number is.
  const isSame = (name: string, value: string): boolean =>
    query.has(name) && (numberIn(query, name) === value || current === undefined);
  if (isOther('ifGenerationMatch', generation) || isOther('ifMetagenerationMatch', metageneration)) {
    throw conditionNotMet();
  }
  if (isSame('ifGenerationNotMatch', generation) || isSame('ifMetagenerationNotMatch', metageneration)) {
    throw failure === 'writing'
      ? conditionNotMet()
      : new GoogleApiError('notModified', 'Not Modified', { status: 304 });
  }
}

/** As it stands in the query: a generation does not fit into a number for ever. */
export function numberIn(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name) ?? undefined;
  if (text !== undefined && !/^(0|[1-9]\d*)$/u.test(text)) {
    throw invalid(`Invalid value for: Invalid format: "${text}" of ${name}`);
  }
  return text;
}

function conditionNotMet(): GoogleApiError {
  const message = 'At least one of the pre-conditions you specified did not hold.';
  return googleError(412, 'conditionNotMet', message, { locationType: 'header', location: 'If-Match' });
}
