import { describe, expect, test } from 'vitest';
import { startScript } from '../support/command.ts';
import { startLoopback } from '../support/loopback.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A machine without credentials, on which everything that could give some is this server. */
async function withoutCredentials(settings: Readonly<Record<string, string>>) {
  using folder = temporaryFolder();
  await using metadata = await startLoopback((response) => response.writeHead(404).end());
  const { host } = new URL(metadata.url);
  const ended = await startScript('function/cli.ts', ['status'], {
    folder: folder.path,
    environment: {
      HOME: folder.path,
      GCE_METADATA_HOST: host,
      GCE_METADATA_IP: host,
      WIKITRENDS_WAREHOUSE: 'bigquery:some-project.wikitrends',
      WIKITRENDS_ARCHIVE: 'gs://some-bucket',
      ...settings,
    },
  }).ended;
  return { ...ended, asked: metadata.arrivals.length };
}

describe('signIn()', () => {
  test('says how to log in where there are no credentials', async () => {
    const { exitCode, stderr, stdout } = await withoutCredentials({});
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Cannot reach Google Cloud without credentials (');
    expect(stderr).toContain('): sign in with "gcloud auth application-default login"');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('looks for none where another endpoint answers', async () => {
    await using endpoint = await startLoopback((response) => {
      response.writeHead(404, { 'content-type': 'application/json' });
      const message = 'Not found: Dataset some-project:wikitrends';
      response.end(JSON.stringify({ error: { code: 404, message, errors: [{ reason: 'notFound', message }] } }));
    });
    const { asked, stderr } = await withoutCredentials({
      BIGQUERY_API_URL: endpoint.url,
      STORAGE_API_URL: endpoint.url,
    });
    expect(asked).toBe(0);
    expect(endpoint.arrivals.length).toBeGreaterThan(0);
    expect(endpoint.arrivals.filter(({ headers }) => 'authorization' in headers)).toEqual([]);
    expect(stderr).toContain('the infrastructure stack makes the dataset of bigquery:some-project.wikitrends in US');
  });
});
