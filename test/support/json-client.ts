import { createHttpClient, type HttpClient, type HttpClientOptions } from '../../function/http/client.ts';
import { quick } from './quick.ts';

/** A client as the tests want it unless they say otherwise; `await using` closes it. */
export function jsonClient(options: Partial<HttpClientOptions> = {}): HttpClient & AsyncDisposable {
  const client = createHttpClient({
    token: null,
    userAgent: 'wikitrends-test/1.0 (operator@wikitrends.test)',
    requestsPerMinute: 1_000_000,
    concurrency: 3,
    retry: quick,
    ...options,
  });
  return { ...client, [Symbol.asyncDispose]: client.close };
}

/** What the body said, as it stands. */
export async function askJson(client: HttpClient, url: string): Promise<unknown> {
  return (await client.getJson({ url, parse: (body) => body })).value;
}
