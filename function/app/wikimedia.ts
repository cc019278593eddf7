import packageJson from '../../package.json' with { type: 'json' };
import type { Settings } from '../config.ts';
import { UsageError } from '../core/errors.ts';
import { createHttpClient, type HttpClient, type HttpClientOptions } from '../http/client.ts';

/** The client for all of Wikimedia, with the operator's identity; throws UsageError without a contact. */
export function openWikimedia(
  { contact, token, requestsPerMinute, concurrency }: Settings,
  options: Pick<HttpClientOptions, 'onRetry' | 'retry'>,
): HttpClient {
  if (contact === null) {
    throw new UsageError(
      'WIKITRENDS_CONTACT is not set: Wikimedia asks every operator for an e-mail address or URL, ' +
        'as in WIKITRENDS_CONTACT=jane@university.edu',
    );
  }
  const undici = packageJson.dependencies.undici.replace(/^\D*/, '');
  const userAgent = `${packageJson.name}/${packageJson.version} (contact: ${contact}) undici/${undici}`;
  return createHttpClient({ userAgent, token, requestsPerMinute, concurrency, ...options });
}
