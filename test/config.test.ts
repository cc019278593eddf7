import { describe, expect, test } from 'vitest';
import { parseSettings } from '../function/config.ts';
import { messageOf, UsageError } from '../function/core/errors.ts';
import type { Environment } from '../function/core/variables.ts';

const bigquery = { WIKITRENDS_WAREHOUSE: 'bigquery:my-project-1.wiki', WIKITRENDS_ARCHIVE: 'gs://my-bucket' };

describe('parseSettings()', () => {
  test('has the defaults of the documentation', () => {
    expect(parseSettings({})).toEqual({
      contact: null,
      token: null,
      projects: ['en.wikipedia'],
      since: '2023-04-01',
      top: 100,
      warehouse: { kind: 'duckdb', path: 'wikitrends.duckdb' },
      archive: null,
      requestsPerMinute: 180,
      concurrency: 3,
      deviceShares: true,
      wikimediaApiUrl: 'https://wikimedia.org/api/rest_v1',
      mediawikiApiUrl: 'https://{project}.org/w/api.php',
      bigqueryApiUrl: null,
      storageApiUrl: null,
      bigqueryLocation: 'US',
      googleCloudProject: null,
      requestTimeoutMs: 300_000,
    });
  });

  test('reads every variable', () => {
    const settings = parseSettings({
      ...bigquery,
      WIKITRENDS_CONTACT: 'jane@university.edu',
      WIKITRENDS_PROJECTS: 'en.wikipedia.org, fr.wiktionary,en.wikipedia',
      WIKITRENDS_SINCE: '2015-07-01',
      WIKITRENDS_TOP: '900',
      WIKITRENDS_REQUESTS_PER_MINUTE: '60',
      WIKITRENDS_CONCURRENCY: '1',
      WIKITRENDS_DEVICE_SHARES: 'false',
      WIKIMEDIA_API_URL: 'http://127.0.0.1:8788/api/rest_v1/',
      MEDIAWIKI_API_URL: 'http://127.0.0.1:8788/{project}/w/api.php',
      BIGQUERY_API_URL: 'http://127.0.0.1:9050',
      STORAGE_API_URL: 'http://127.0.0.1:4443',
      BIGQUERY_LOCATION: 'EU',
      GOOGLE_CLOUD_PROJECT: 'some-project',
      CLOUD_RUN_TIMEOUT_SECONDS: '540',
    });
    expect(settings).toEqual({
      contact: 'jane@university.edu',
      token: null,
      projects: ['en.wikipedia', 'fr.wiktionary'],
      since: '2015-07-01',
      top: 900,
      warehouse: { kind: 'bigquery', project: 'my-project-1', dataset: 'wiki' },
      archive: { kind: 'gs', bucket: 'my-bucket', prefix: '' },
      requestsPerMinute: 60,
      concurrency: 1,
      deviceShares: false,
      wikimediaApiUrl: 'http://127.0.0.1:8788/api/rest_v1',
      mediawikiApiUrl: 'http://127.0.0.1:8788/{project}/w/api.php',
      bigqueryApiUrl: 'http://127.0.0.1:9050',
      storageApiUrl: 'http://127.0.0.1:4443',
      bigqueryLocation: 'EU',
      googleCloudProject: 'some-project',
      requestTimeoutMs: 540_000,
    });
  });

  test('takes a variable that is set to nothing for one that is not set', () => {
    const names = ['WIKITRENDS_CONTACT', 'WIKITRENDS_TOP', 'WIKITRENDS_WAREHOUSE', 'WIKITRENDS_ARCHIVE'];
    const empty = Object.fromEntries(names.map((name) => [name, '']));
    expect(parseSettings({ ...empty, WIKITRENDS_SINCE: '  ' })).toEqual(parseSettings({}));
  });

  test('reports every problem at once, each with what would be right', () => {
    const message = refusal({
      WIKITRENDS_CONTACT: 'jane',
      WIKITRENDS_PROJECTS: 'en.wikipedia,wikipedia',
      WIKITRENDS_SINCE: '2014-01-01',
      WIKITRENDS_TOP: '901',
      WIKITRENDS_WAREHOUSE: 'sqlite:x.db',
      WIKITRENDS_ARCHIVE: 'archive',
      WIKITRENDS_REQUESTS_PER_MINUTE: '0',
      WIKITRENDS_CONCURRENCY: '1.5',
      WIKITRENDS_DEVICE_SHARES: 'yes',
      WIKIMEDIA_API_URL: 'wikimedia.org',
      MEDIAWIKI_API_URL: 'ftp://{project}.org',
      BIGQUERY_API_URL: 'here',
      STORAGE_API_URL: 'there',
    });
    expect(message.split('\n').slice(1)).toEqual([
      '  WIKITRENDS_CONTACT=jane: expected your own e-mail address or URL',
      expect.stringMatching(/WIKITRENDS_PROJECTS=.*"wikipedia": expected a wiki such as en\.wikipedia/),
      '  WIKITRENDS_SINCE=2014-01-01: the rankings begin on 2015-07-01',
      '  WIKITRENDS_TOP=901: expected a whole number from 1 to 900',
      '  WIKITRENDS_WAREHOUSE=sqlite:x.db: expected duckdb:<file> or bigquery:<gcp project>.<dataset>',
      '  WIKITRENDS_ARCHIVE=archive: expected file:<folder> or gs://<bucket>[/prefix]',
      expect.stringContaining('WIKITRENDS_REQUESTS_PER_MINUTE=0: expected a whole number from 1'),
      expect.stringContaining('WIKITRENDS_CONCURRENCY=1.5: expected a whole number from 1'),
      '  WIKITRENDS_DEVICE_SHARES=yes: expected true or false',
      expect.stringContaining('WIKIMEDIA_API_URL=wikimedia.org: expected a URL such as http'),
      expect.stringContaining('MEDIAWIKI_API_URL=ftp://{project}.org: expected a URL such as http'),
      expect.stringContaining('BIGQUERY_API_URL=here: expected a URL'),
      expect.stringContaining('STORAGE_API_URL=there: expected a URL'),
    ]);
  });

  test.each([
    'jane@university.edu',
    'me@university.edu',
    'user@university.edu',
    'name@university.edu',
    'someone@university.edu',
    'young@university.edu',
    'jane@example.edu',
    'https://university.edu/~jane',
    'https://en.wikipedia.org/wiki/User:Jane',
  ])('takes the contact %s', (contact) => {
    expect(parseSettings({ WIKITRENDS_CONTACT: contact }).contact).toBe(contact);
  });

  test.each([
    'you@example.com',
    'jane@example.org',
    'jane@mail.example.net',
    'https://example.com/bot',
    'https://www.example.com',
    'you@university.edu',
    'your-email@university.edu',
    'YOUR.NAME@university.edu',
    'me@example.com',
  ])('refuses the placeholder %s as a contact', (contact) => {
    expect(refusal({ WIKITRENDS_CONTACT: contact })).toContain('a placeholder; expected the address');
  });

  test.each(['jane', 'jane@localhost', '@university.edu', 'jane@university.edu\nX-Header: 1', 'javascript:alert(1)'])(
    'refuses "%s", which is no contact',
    (contact) => {
      expect(refusal({ WIKITRENDS_CONTACT: contact })).toContain('expected your own e-mail address or URL');
    },
  );

  test.each(['2026-02-30', '2015-06-30', 'last week'])('refuses to hold days since %s', (since) => {
    expect(refusal({ WIKITRENDS_SINCE: since })).toContain(`WIKITRENDS_SINCE=${since}`);
  });

  test.each([
    ['duckdb:a b/c.duckdb', { kind: 'duckdb', path: 'a b/c.duckdb' }],
    ['duckdb::memory:', { kind: 'duckdb', path: ':memory:' }],
  ])('reads the warehouse %s', (address, warehouse) => {
    expect(parseSettings({ WIKITRENDS_WAREHOUSE: address }).warehouse).toEqual(warehouse);
  });

  test.each([
    ['file:/srv/archive', { kind: 'file', folder: '/srv/archive' }],
    ['gs://bucket/a/b/', { kind: 'gs', bucket: 'bucket', prefix: 'a/b' }],
  ])('reads the archive %s', (address, archive) => {
    expect(parseSettings({ WIKITRENDS_ARCHIVE: address }).archive).toEqual(archive);
  });

  test('wants an archive for BigQuery, through which it loads', () => {
    const { WIKITRENDS_ARCHIVE, ...withoutArchive } = bigquery;
    expect(refusal(withoutArchive)).toContain('WIKITRENDS_ARCHIVE is not set: BigQuery loads through it');
  });

  test('never shows a token, not even one that cannot be used', () => {
    const message = refusal({ WIKITRENDS_TOKEN: 'two secret words' });
    expect(message).toMatch(/^These settings cannot be used:\n {2}WIKITRENDS_TOKEN: not shown here; expected /);
    expect(message).not.toMatch(/secret/);
  });
});

function refusal(environment: Environment): string {
  try {
    parseSettings(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return messageOf(error);
  }
  throw new Error('The settings were taken');
}
