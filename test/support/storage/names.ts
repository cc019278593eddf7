import { googleError } from '../google/errors.ts';
import { invalid } from './refusals.ts';

/** @throws {GoogleApiError} unless an object may have this name. */
export function parseObjectName(name: string | null | undefined): string {
  if (name === null || name === undefined || name === '') {
    throw googleError(400, 'required', 'Required parameter: name');
  }
  const length = Buffer.byteLength(name);
  if (length > 1024) {
    throw invalid(`The maximum object length is 1024 characters, but got a name with ${length} characters: '${name}'`);
  }
  if (/[\r\n]/u.test(name) || !name.isWellFormed()) {
    throw invalid(`Disallowed unicode characters present in object name '${name}'`);
  }
  if (name === '.' || name === '..' || name.startsWith('.well-known/acme-challenge/')) {
    throw invalid(`Invalid object name: '${name}'`);
  }
  return name;
}

/** @throws {GoogleApiError} unless a bucket may have this name. */
export function parseBucketName(name: unknown): string {
  if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/u.test(name)) {
    throw invalid(`Invalid bucket name: '${name}'`);
  }
  return name;
}

/** A part of a path. @throws {GoogleApiError} unless it is percent-encoded UTF-8. */
export function decodeName(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalid(`Invalid percent encoding in '${part}'`);
  }
}
