import { GoogleApiError, googleError } from '../google/errors.ts';
import type { GoogleReply } from '../google/reply.ts';
import type { GoogleRequest } from '../google/request.ts';
import { download } from './download.ts';
import { selectFields } from './fields.ts';
import { listObjects } from './listing.ts';
import { parseResource, patchMetadata } from './metadata.ts';
import { decodeName, parseObjectName } from './names.ts';
import { checkPreconditions, numberIn } from './preconditions.ts';
import { noObject, notCovered } from './refusals.ts';
import { bucketResource, objectResource } from './resources.ts';
import type { Store, StoredObject } from './store.ts';
import { readUpload } from './upload.ts';

/** @throws {GoogleApiError} for all that is refused. */
export function answerStorage(store: Store, request: GoogleRequest): GoogleReply {
  for (const { method, path, answer } of ROUTES) {
    const names = method === request.method ? path.exec(request.path)?.slice(1) : undefined;
    if (names === undefined) continue;
    const [bucket = '', object = ''] = names.map(decodeName);
    return answer(store, request, bucket, object);
  }
  const asked = `${request.method} ${request.path}`;
  throw API.test(request.path) ? notCovered(asked) : googleError(404, 'notFound', `Not Found: ${asked}`);
}

const API = /^(?:\/(?:upload|download|batch))?\/storage\/v1(?:\/|$)/u;

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (store: Store, request: GoogleRequest, bucket: string, object: string) => GoogleReply;
}

const ROUTES: readonly Route[] = [
  { method: 'POST', path: /^\/storage\/v1\/b$/u, answer: insertBucket },
  { method: 'GET', path: /^\/storage\/v1\/b\/([^/]+)$/u, answer: getBucket },
  { method: 'POST', path: /^\/upload\/storage\/v1\/b\/([^/]+)\/o$/u, answer: insertObject },
  { method: 'GET', path: /^\/storage\/v1\/b\/([^/]+)\/o$/u, answer: list },
  { method: 'GET', path: /^(?:\/download)?\/storage\/v1\/b\/([^/]+)\/o\/([^/]+)$/u, answer: getObject },
  { method: 'PATCH', path: /^\/storage\/v1\/b\/([^/]+)\/o\/([^/]+)$/u, answer: patchObject },
  { method: 'DELETE', path: /^\/storage\/v1\/b\/([^/]+)\/o\/([^/]+)$/u, answer: deleteObject },
];

function insertBucket(store: Store, { body, query }: GoogleRequest): GoogleReply {
  if (!query.has('project')) throw googleError(400, 'required', 'Required parameter: project');
  const { name, location } = parseResource(body.toString('utf8'));
  const bucket = store.createBucket(name, typeof location === 'string' ? location : undefined);
  return selected(bucketResource(bucket), query);
}

function getBucket(store: Store, { query }: GoogleRequest, name: string): GoogleReply {
  return selected(bucketResource(store.bucket(name)), query);
}

function insertObject(store: Store, request: GoogleRequest, bucketName: string): GoogleReply {
  const bucket = store.bucket(bucketName);
  const { name, bytes, metadata } = readUpload(request);
  checkPreconditions(request.query, bucket.objects.get(name), 'writing');
  return selected(objectResource(store.write(bucketName, name, bytes, metadata)), request.query);
}

function list(store: Store, { query }: GoogleRequest, bucket: string): GoogleReply {
  return selected(listObjects(store.bucket(bucket), query), query);
}

function getObject(store: Store, request: GoogleRequest, bucket: string, name: string): GoogleReply {
  const { query } = request;
  const isMedia = query.get('alt') === 'media';
  try {
    const object = liveObject(store, query, bucket, name);
    checkPreconditions(query, object, 'reading');
    return isMedia ? download(object, request) : selected(objectResource(object), query);
  } catch (error) {
    throw isMedia && error instanceof GoogleApiError ? inPlainText(error) : error;
  }
}

function patchObject(store: Store, { body, query }: GoogleRequest, bucket: string, name: string): GoogleReply {
  const object = liveObject(store, query, bucket, name);
  checkPreconditions(query, object, 'writing');
  const metadata = patchMetadata(object.metadata, parseResource(body.toString('utf8')));
  return selected(objectResource(store.describe(object, metadata)), query);
}

function deleteObject(store: Store, { query }: GoogleRequest, bucket: string, name: string): GoogleReply {
  checkPreconditions(query, liveObject(store, query, bucket, name), 'writing');
  store.remove(bucket, name);
  return { status: 204 };
}

/** The object under a name, provided that it is the generation that the query asks for, if it does. */
function liveObject(store: Store, query: URLSearchParams, bucket: string, name: string): StoredObject {
  const object = store.bucket(bucket).objects.get(parseObjectName(name));
  const generation = numberIn(query, 'generation') ?? object?.generation;
  if (object === undefined || object.generation !== generation) throw noObject(bucket, name);
  return object;
}

function selected(resource: unknown, query: URLSearchParams): GoogleReply {
  return { status: 200, body: selectFields(resource, query.get('fields')) };
}

/** As who asks for bytes is refused; a 304 says nothing in either form. */
function inPlainText(refusal: GoogleApiError): GoogleApiError {
  const { status } = refusal.reply;
  if (status === 304) return refusal;
  const headers = { 'content-type': 'text/html; charset=UTF-8' };
  return new GoogleApiError(refusal.reason, refusal.message, { status, headers, body: Buffer.from(refusal.message) });
}
