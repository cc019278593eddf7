import { html, plain, type Reply } from './reply.ts';
import type { WikimediaRequest } from './request.ts';

/** What Wikimedia's edge refuses whatever is asked: an unnamed client, or a URL that is too long. */
export function refusalOf({ userAgent, url, method }: WikimediaRequest): Reply | undefined {
  if (!isNamed(userAgent)) {
    return plain(403, 'Please set a user-agent and respect our robot policy https://w.wiki/4wJS.\n');
  }
  if (method !== 'GET' && method !== 'POST') return html(405, 'Method Not Allowed');
  if (Buffer.byteLength(url) > LONGEST_URL) return html(414, 'Request-URI Too Long');
  return undefined;
}

const LONGEST_URL = 8_190;

/** A name of its own and a way to reach the operator: an address or a page. */
function isNamed(userAgent: string): boolean {
  if (/^(?:node|undici)/iu.test(userAgent)) return false;
  return userAgent.includes('@') || userAgent.includes('http');
}
