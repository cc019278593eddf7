import { families } from '../core/partition.ts';

/** The header that shows a token: to Wikimedia's own hosts, encrypted, and to nobody else that a setting may name. */
export function authorizationFor(url: string, token: string | null): Readonly<Record<string, string>> {
  const { protocol, hostname } = new URL(url);
  const isWikimedia = families.some((family) => hostname === `${family}.org` || hostname.endsWith(`.${family}.org`));
  return token !== null && protocol === 'https:' && isWikimedia ? { Authorization: `Bearer ${token}` } : {};
}
