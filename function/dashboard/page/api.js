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
 * Asks the API.
 * @param {string} path below `/api/v1/`
 * @param {Readonly<Record<string, string | number | null>>} parameters those that are null are left out
 * @param {AbortSignal} signal
 * @returns {Promise<unknown>}
 */
export async function ask(path, parameters, signal) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== null) search.set(name, String(value));
  const response = await fetch(`/api/v1/${path}${search.size > 0 ? `?${search}` : ''}`, {
    headers: { accept: 'application/json, application/problem+json' },
    signal,
  });
  const body = await response.json();
  if (response.ok) return body;
  throw new ApiError(String(body.title ?? response.statusText), String(body.detail ?? ''));
}
