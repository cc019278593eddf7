/** What the API has refused or failed to say, in its own words. */
export class ApiError extends Error {
  /**
   * @param {string} title
   * @param {string} detail
   */
  constructor(title, detail) {
    super(detail === '' ? title : `${title}: ${detail}`);
    this.name = 'ApiError';
  }
}

/**
 * A question to the API.
 * @typedef {object} Question
 * @property {string} path below `/api/v1/`
 * @property {Readonly<Record<string, string | number | null>>} [parameters] those that are null are left out
 */

/** No answer takes so long: the machine slept, or the connection is none any more. */
const patienceMs = 60_000;

/**
 * Asks the API.
 * @param {Question} question
 * @param {AbortSignal} signal
 * @returns {Promise<unknown>}
 */
export async function ask(question, signal) {
  /** @param {unknown} error */
  const silent = (error) => {
    throw signal.aborted ? error : new ApiError('The server does not answer', 'is it still running?');
  };
  const response = await fetch(addressOf(question), {
    headers: { accept: 'application/json, application/problem+json' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
  }).catch(silent);
  // A server in between answers in its own way, and not for the reader.
  if (!/^application\/(problem\+)?json\b/.test(response.headers.get('content-type') ?? '')) {
    throw new ApiError('The server has no answer', `${response.status} ${response.statusText}`.trim());
  }
  const body = await response.json().catch(silent);
  if (response.ok) return body;
  throw new ApiError(String(body.title ?? response.statusText), String(body.detail ?? ''));
}

/**
 * Where the same is to be had for a spreadsheet.
 * @param {Question} question
 */
export function csvAddress({ path, parameters }) {
  return addressOf({ path, parameters: { ...parameters, format: 'csv' } });
}

/** @param {Question} question */
function addressOf({ path, parameters = {} }) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== null) search.set(name, String(value));
  return `/api/v1/${path}${search.size > 0 ? `?${search}` : ''}`;
}
