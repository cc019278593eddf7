import { type GoogleApiError, googleError } from '../google/errors.ts';

/** The refusals of Cloud Storage that more than one place gives. */

export function invalid(message: string): GoogleApiError {
  return googleError(400, 'invalid', message);
}

export function noBucket(): GoogleApiError {
  return googleError(404, 'notFound', 'The specified bucket does not exist.');
}

export function noObject(bucket: string, name: string): GoogleApiError {
  return googleError(404, 'notFound', `No such object: ${bucket}/${name}`);
}

/** What the real one can do and this one cannot. */
export function notCovered(what: string): GoogleApiError {
  return googleError(501, 'notImplemented', `The stand-in for Cloud Storage does not cover ${what}.`);
}
