import { describe, expect, test } from 'vitest';
import { authorizationFor } from '../../function/http/authorization.ts';

describe('authorizationFor()', () => {
  test.each([
    'https://wikimedia.org/api/rest_v1/metrics',
    'https://en.wikipedia.org/w/api.php?action=query',
    'https://www.wikidata.org/w/api.php',
  ])('shows the token to %s', (url) => {
    expect(authorizationFor(url, 'a-token')).toEqual({ Authorization: 'Bearer a-token' });
    expect(authorizationFor(url, null)).toEqual({});
  });

  test.each([
    'http://en.wikipedia.org/w/api.php',
    'http://127.0.0.1:8788/api/rest_v1',
    'https://wikipedia.org.example.net/w/api.php',
    'https://notwikipedia.org/w/api.php',
    'https://example.net/?https://en.wikipedia.org',
    'https://en.wikipedia.org@example.net/',
  ])('shows it to nobody at %s', (url) => {
    expect(authorizationFor(url, 'a-token')).toEqual({});
  });
});
