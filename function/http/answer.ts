import type { Headers, Response } from 'undici';
import {
  FailedError,
  messageOf,
  NotFoundError,
  NotTheApiError,
  TransientError,
  UnavailableError,
  type WikitrendsError,
} from '../core/errors.ts';

/** Longer than this nobody should sit and wait: the next run tries again. */
const longestHoldMs = 5 * 60_000;

/** The body of a good answer; throws the error that says whether to try again for every other one. */
export function readJson(response: Response, bytes: Uint8Array): unknown {
  const { status, url } = response;
  if (status === 200) return parseBody(response, bytes);
  const said = `${url} answered ${status}${excerptOf(bytes)}`;
  if (status === 404) throw isForPeople(response, bytes) ? new NotTheApiError(said) : new NotFoundError(said);
  if (status >= 300 && status < 400)
    throw new NotTheApiError(`${said}, leading to ${response.headers.get('location')}`);
  if (status === 408 || status === 429 || status >= 500) throw busy(said, response);
  if (status === 403) {
    throw new FailedError(`${said}; Wikimedia asks for a contact in the User-Agent: WIKITRENDS_CONTACT`);
  }
  throw new FailedError(said);
}

/** The error for a request that got no whole answer. */
export function unreachable(url: string, error: unknown): WikitrendsError {
  const reason = error instanceof Error && error.cause instanceof Error ? messageOf(error.cause) : messageOf(error);
  return new TransientError(`No answer from ${url}: ${reason || 'connection failed'}`, { cause: error });
}

/** The error for an answer that asks for patience, by its Retry-After (seconds or a date) where it has one. */
function busy(said: string, response: Response): WikitrendsError {
  const holdMs = holdOf(response.headers);
  if (holdMs <= longestHoldMs) return new TransientError(said, { holdMs });
  return new UnavailableError(`${said}, and asks to stay away for ${Math.ceil(holdMs / 60_000)} minutes`);
}

function holdOf(headers: Headers): number {
  const retryAfter = headers.get('retry-after');
  if (retryAfter === null) return 0;
  const seconds = Number(retryAfter);
  // A date is meant by the server's clock, which may differ from ours.
  const ms = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.parse(headers.get('date') ?? '') : seconds * 1000;
  return Number.isNaN(ms) ? 0 : Math.max(0, ms);
}

function parseBody(response: Response, bytes: Uint8Array): unknown {
  const type = response.headers.get('content-type') ?? 'no content type';
  if (!type.includes('json')) {
    throw new TransientError(`${response.url} answered ${type} instead of JSON${excerptOf(bytes)}`);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new TransientError(`${response.url} answered broken JSON (${messageOf(error)})`, { cause: error });
  }
}

function isForPeople(response: Response, bytes: Uint8Array): boolean {
  const type = response.headers.get('content-type') ?? '';
  return type.includes('html') || new TextDecoder().decode(bytes.subarray(0, 100)).trimStart().startsWith('<');
}

function excerptOf(bytes: Uint8Array): string {
  const text = new TextDecoder()
    .decode(bytes.subarray(0, 2000))
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? '' : ` ("${text.slice(0, 160)}")`;
}
